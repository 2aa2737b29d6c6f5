"""Is an act delivered although its number is declared missing?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import plain_number, written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense

RULE = Rule(
    "ACTS_CONTRADICTED",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "A description that contradicts its own acts proves nothing",
    numbers=(17,),
)
RULES = (RULE,)
_MAY_BE_KEYED = frozenset({"illegible", "void", "other_copy"})


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    missing = {number for number, reason in register.missing_acts.items() if reason not in _MAY_BE_KEYED}
    return AtEnd(plain_number, lambda numbers: _found(register, missing, numbers)) if missing else None


def _found(register: RegisterView, missing: set[int], numbers: Sequence[int]) -> Iterable[Breach]:
    both = condense(missing.intersection(numbers))
    if both:
        yield Breach(RULE, f"{register.path}#/missing_acts", {"numbers": written(both)})
