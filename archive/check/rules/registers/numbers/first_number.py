"""Does the first part begin with act 1, and each following part where the one before it ended?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import plain_number
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "FIRST_NUMBER_DIFFERS",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 12: act numbers run on through the year, even where the register has several parts",
    numbers=(6,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Nothing is asked of a part whose predecessor did not come with it, or does not say where it ended."""
    if not register.keyed:
        return None
    if register.part == 1:
        expected = 1
    elif register.previous is not None and register.previous.last_number is not None:
        expected = register.previous.last_number + 1
    else:
        return None
    return AtEnd(plain_number, lambda numbers: _found(register, expected, numbers))


def _found(register: RegisterView, expected: int, numbers: Sequence[int]) -> Iterable[Breach]:
    """A first number that is too high leaves a gap, which the gap rule names where the closing statement begins lower."""
    first = min((*numbers, *register.missing_acts), default=expected)
    stated = register.stated.first_number
    if first != expected and (first < expected or stated is None or stated > expected):
        yield Breach(RULE, f"{register.path}#/closing/first_number", {"expected": expected, "found": first})
