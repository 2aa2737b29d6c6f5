"""What a delivery is compared with: the published schemas, the countries' own facts, and what the archive already holds."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Protocol

from archive.model.identifiers import RegisterId, Series
from archive.model.json import Json


class Holdings(Protocol):
    """What was accepted before."""

    def holds(self, register: RegisterId) -> bool:
        """Whether this register, in this copy, is held already."""

    def numbers(self, series: Series, copy: str) -> Container[tuple[int, str]]:
        """The acts of a series held in one copy, each as its number and its suffix (empty where it has none)."""


class NothingHeld:
    """The holdings of an archive that has accepted nothing yet."""

    def holds(self, register: RegisterId) -> bool:
        return False

    def numbers(self, series: Series, copy: str) -> Container[tuple[int, str]]:
        return ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Schemas by `$id`, countries by code (schemas/countries/*.json), and the holdings."""

    schemas: Mapping[str, Json]
    countries: Mapping[str, Json]
    existing: Holdings
