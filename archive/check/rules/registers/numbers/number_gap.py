"""Has every act number that is not delivered a declared reason?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import plain_number, size, written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense, gaps

RULE = Rule(
    "NUMBER_GAP",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.ERROR,
    "Decree 2-99-665, article 12: acts are numbered without a break, so a number that is not there was torn out, lost or void",
    numbers=(17,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return (
        AtEnd(plain_number, lambda numbers: _found(register, numbers)) if register.keyed and not register.nil else None
    )


def _found(register: RegisterView, numbers: Sequence[int]) -> Iterable[Breach]:
    """Between the first and last number that the closing statement gives; where it is silent, between those delivered."""
    stated = register.stated
    first = stated.first_number if stated.first_number is not None else min(numbers, default=1)
    last = stated.last_number if stated.last_number is not None else max(numbers, default=0)
    lacking = gaps(condense([*numbers, *register.missing_acts]), first, last)
    if lacking:
        yield Breach(RULE, f"{register.path}#/missing_acts", {"numbers": written(lacking), "count": size(lacking)})
