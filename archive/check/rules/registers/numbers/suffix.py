"""Has each act 12 bis its act 12?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import numbered
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "SUFFIX_WITHOUT_BASE",
    Stage.REGISTER,
    Severity.WARNING,
    Severity.INFORMATION,
    "A suffix tells apart acts that bear one number; without the plain number it is likely misread",
    numbers=(19,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return AtEnd(numbered, lambda acts: _found(register, acts))


def _found(register: RegisterView, acts: Sequence[tuple[int, str, str]]) -> Iterable[Breach]:
    plain = {number for number, suffix, _ in acts if not suffix}.union(register.missing_acts)
    for number, suffix, place in acts:
        if suffix and number not in plain:
            yield Breach(RULE, place, {"number": number, "suffix": suffix})
