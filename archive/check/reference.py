"""What a delivery is compared with: the published schemas, the countries' own facts, and what the archive already holds."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Protocol

from archive.model.identifiers import RegisterId
from archive.model.json import Json


class Holdings(Protocol):
    """What was accepted before."""

    def register_held(self, register: RegisterId) -> bool:
        """Whether this register, in this copy, is held already."""

    def numbers_held(self, register: RegisterId) -> Container[int]:
        """The act numbers that other parts of the same series hold already in the same copy."""


class Nothing:
    """The holdings of an archive that has accepted nothing yet."""

    def register_held(self, register: RegisterId) -> bool:
        return False

    def numbers_held(self, register: RegisterId) -> Container[int]:
        return ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Schemas by `$id`, countries by code (schemas/countries/*.json), and the holdings."""

    schemas: Mapping[str, Json]
    countries: Mapping[str, Json]
    existing: Holdings
