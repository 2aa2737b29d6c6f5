"""Is every Gregorian date a day that exists?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.act_view import ActView
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Judge, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "DATE_IMPOSSIBLE", 23, Severity.ERROR, Severity.ERROR, "ISO 8601: no 30 February; no leap day in other years"
)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Each(_act)


def _act(act: ActView) -> Iterable[Found]:
    return _found(act) if act.odd_dates else ()


def _found(act: ActView) -> Iterable[Found]:
    for pointer, date in act.odd_dates:
        if date.gregorian_span is None and date.gregorian is not None:
            yield Found(act.place, {"pointer": f"{pointer}/gregorian", "date": date.gregorian})
