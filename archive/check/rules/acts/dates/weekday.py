"""Does the day of the week that the words name agree with the date?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as calendar_date
from functools import lru_cache

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.dates.words.arabic import folded
from archive.model.finding import Severity

RULE = Rule(
    "WEEKDAY_DIFFERS",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Where the officer wrote the day of the week, it proves the date or shows that it was misread",
    numbers=(26,),
)
RULES = (RULE,)
_ARABIC = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DAYS = {folded(name): day for names in (_ARABIC, _FRENCH) for day, name in enumerate(names)}
_NAMED = re.compile(rf"\b({'|'.join(_DAYS)})\b(?! عشر)")


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Each(_act)


def _act(act: ActView) -> Iterable[Breach]:
    for _, date in act.worded:
        if date.day and _weekday(date.as_written(date.calendar)) is not None:
            return _found(act)
    return ()


def _found(act: ActView) -> Iterable[Breach]:
    for pointer, date in act.worded:
        if date.day and date.first is not None and date.last is not None:
            named = _weekday(date.as_written(date.calendar))
            days = (calendar_date.fromordinal(day) for day in range(date.first, date.last + 1))
            if named is not None and all(day.weekday() != named for day in days):
                yield Breach(RULE, act.place, {"pointer": f"{pointer}/{date.calendar}", "date": date.text})


@lru_cache(maxsize=1 << 14)
def _weekday(words: str) -> int | None:
    """The only day of the week that the words name, from Monday 0."""
    named = {_DAYS[name] for name in _NAMED.findall(folded(words.lower()))}
    return named.pop() if len(named) == 1 else None
