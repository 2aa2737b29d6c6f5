"""Does the archive hold this register, or an act of this number, already?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from archive.check.reference import Holdings
from archive.check.rules.duplicate_number import number_of
from archive.delivery.batch import DeliveredAct, DeliveredRegister
from archive.model.finding import Finding, blocking
from archive.model.identifiers import ActId, RegisterId


def findings(identified: Iterable[tuple[DeliveredRegister, RegisterId]], existing: Holdings) -> Iterator[Finding]:
    """REGISTER_EXISTS: what was accepted is never replaced, only followed by a new version."""
    for register, identifier in identified:
        if existing.register_held(identifier):
            yield blocking("REGISTER_EXISTS", register.path, register=str(identifier))


def act_findings(act: DeliveredAct, register: RegisterId, numbers: Container[int]) -> Iterator[Finding]:
    """ACT_EXISTS: another part of the series holds this number. A suffix tells an act apart, so `12 bis` is not asked.

    ACT_NOT_HELD: an act of a register that comes for the first time has no identifier yet; its place in the register mints it.
    """
    if "id" in act.content:
        yield blocking("ACT_NOT_HELD", act.place, act=str(act.content["id"]))
    number, suffix = number_of(act)
    if not suffix and number in numbers:
        yield blocking("ACT_EXISTS", act.place, act=str(ActId(register.series, number)))
