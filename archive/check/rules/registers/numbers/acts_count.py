"""Are there as many acts as the closing statement counts?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import numbered, size
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense, gaps

RULE = Rule(
    "CLOSING_COUNT_DIFFERS",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 12: the register is closed at the end of the year, and its acts are counted",
    numbers=(5,),
)
RULES = (RULE,)
_WRITTEN = frozenset({"torn", "lost", "illegible", "other_copy"})
"""Reasons why an act that was written, and so counted, is not delivered."""


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    count = register.stated.acts
    if count is None or not register.keyed or register.nil:
        return None
    return AtEnd(numbered, lambda acts: _found(register, count, acts))


def _found(register: RegisterView, count: int, acts: Sequence[tuple[int, str, str]]) -> Iterable[Breach]:
    """The paper may or may not have counted 12 bis and void numbers; what the gap rule names is not named twice."""
    numbers = [number for number, suffix, _ in acts if not suffix]
    declared = {number: reason for number, reason in register.missing_acts.items() if number not in set(numbers)}
    there = condense([*numbers, *declared])
    open_gaps = size(gaps(there, register.stated.first_number or 1, register.stated.last_number or 0))
    least = len(numbers) + sum(reason in _WRITTEN for reason in declared.values())
    most = len(acts) + len(declared) + open_gaps
    if not least <= count <= most:
        yield Breach(
            RULE, f"{register.path}#/closing/acts", {"stated": count, "found": len(acts), "declared": len(declared)}
        )
