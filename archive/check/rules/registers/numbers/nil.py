"""Has a register that is said to be nil really no act?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "NIL_WITH_ACTS",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.ERROR,
    "A register in which nothing was written is recorded as such; with acts in it the record contradicts itself",
    numbers=(9,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return AtEnd(lambda act: act.number, lambda numbers: _found(register, numbers)) if register.nil else None


def _found(register: RegisterView, numbers: Sequence[int]) -> Iterable[Breach]:
    stated = register.stated.acts or 0
    if numbers or stated:
        yield Breach(RULE, f"{register.path}#/nil", {"acts": len(numbers), "stated": stated})
