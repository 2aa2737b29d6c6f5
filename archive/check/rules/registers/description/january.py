"""Are too many days of this register 1 January, which is what one writes when only the year is known?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "JANUARY_HEAPING",
    Stage.REGISTER,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "Presumed dates heap at the start of the year, and would mislead who counts births by month",
    {"share": 0.1, "least": 20},
    numbers=(39,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    share = cast(float, profile.setting(RULE, "share"))
    least = profile.whole(RULE, "least")
    return AtEnd(_first_of_january, lambda days: _found(register, share, least, days))


def _first_of_january(act: ActView) -> bool | None:
    """Whether the event took place on 1 January; None where the day is not known."""
    written = act.occurred.gregorian
    return None if written is None or len(written) != 10 else written.endswith("-01-01")


def _found(register: RegisterView, share: float, least: int, days: Sequence[bool]) -> Iterable[Breach]:
    count = sum(days)
    if len(days) >= least and count > share * len(days):
        yield Breach(RULE, register.path, {"count": count, "of": len(days), "percent": round(100 * count / len(days))})
