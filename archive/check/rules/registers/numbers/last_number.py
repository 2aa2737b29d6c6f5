"""Is the last act number that the closing statement gives the highest one?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import plain_number
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "LAST_NUMBER_DIFFERS",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 12: acts are numbered without a break until the register is closed",
    numbers=(4,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """A number below the last that is lacking without a reason is the gap rule's; here only a number above it."""
    last = register.stated.last_number
    if last is None or not register.keyed:
        return None
    return AtEnd(plain_number, lambda numbers: _found(register, last, numbers))


def _found(register: RegisterView, last: int, numbers: Sequence[int]) -> Iterable[Breach]:
    highest = max((*numbers, *register.missing_acts), default=last)
    if highest > last:
        yield Breach(RULE, f"{register.path}#/closing/last_number", {"stated": last, "found": highest})
