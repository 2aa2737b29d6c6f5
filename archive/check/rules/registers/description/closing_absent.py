"""Has the register a closing statement?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json
from archive.model.records.keyed import Absence, absence_of

RULE = Rule(
    "CLOSING_ABSENT",
    Stage.REGISTER,
    Severity.WARNING,
    Severity.INFORMATION,
    "Decree 2-99-665, article 12: the register is closed on 31 December; without that statement nothing proves it complete",
    numbers=(8,),
)
RULES = (RULE,)
_FIELDS = ("first_number", "last_number", "acts")


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register))


def _found(register: RegisterView) -> Iterable[Breach]:
    """What was not keyed under the contract, or has no meaning for a register without acts, is not the paper's lack."""
    closing = cast("Mapping[str, Json]", register.description["closing"])
    absences = [absence_of(closing.get(field)) for field in _FIELDS]
    if None in absences or not register.keyed:
        return
    if any(why in (Absence.ON_PAPER, Absence.ILLEGIBLE, Absence.NOT_KEYED) for why in absences):
        yield Breach(RULE, f"{register.path}#/closing", {"why": ", ".join(sorted({str(why) for why in absences}))})
