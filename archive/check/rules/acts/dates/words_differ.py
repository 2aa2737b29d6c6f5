"""Do the figures say what the words of the paper say?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.dates.words.reading import contradicts, read
from archive.model.finding import Severity

RULE = Rule(
    "WORDS_DIFFER",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 12: dates are written in words, so the words decide",
    numbers=(27,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Words that are not understood are never a finding."""
    return Each(_act)


def _act(act: ActView) -> Iterable[Breach]:
    for _, date in act.worded:
        for calendar, keyed in date.raw.items():
            if "as_written" in keyed and contradicts(keyed["as_written"], calendar, keyed.get("value", "")):
                return _found(act)
    return ()


def _found(act: ActView) -> Iterable[Breach]:
    for pointer, date in act.worded:
        for calendar, keyed in date.raw.items():
            if "as_written" in keyed and "value" in keyed:
                said = read(keyed["as_written"], calendar)
                if said.contradicts(keyed["value"]):
                    params = {"pointer": f"{pointer}/{calendar}", "figures": keyed["value"], "words": str(said)}
                    yield Breach(RULE, act.place, params)
