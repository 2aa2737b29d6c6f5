"""Is the same register delivered twice?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.delivery.batch import DeliveredRegister
from archive.model.finding import Finding, blocking
from archive.model.identifiers import RegisterId


def findings(identified: Iterable[tuple[DeliveredRegister, RegisterId]]) -> Iterator[Finding]:
    """REGISTER_TWICE: two descriptions of one volume in one copy."""
    first: dict[RegisterId, str] = {}
    for register, identifier in identified:
        if identifier in first:
            yield blocking("REGISTER_TWICE", register.path, register=str(identifier), first=first[identifier])
        first.setdefault(identifier, register.path)
