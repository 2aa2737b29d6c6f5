"""What the derived rooms may read of the packages: their content as values, never their files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from archive.model.digest import Digest
from archive.model.records.act import ActObject
from archive.model.records.facts import RegisterFacts
from archive.model.records.register import RegisterObject
from archive.model.records.register_state import RegisterState
from archive.model.records.transcription import Line
from archive.model.records.version import Link
from archive.model.records.view import View
from archive.model.verdicts import Verdicts


class Reading(Protocol):
    """The content of stored packages. NotStored when there is no such package; StoreUnreadable when it could not look."""

    def register(self, package: str) -> RegisterObject:
        """The register as schemas/kept-register.schema.json describes it."""

    def views(self, package: str) -> tuple[View, ...]:
        """Its views in reading order."""

    def facts(self, package: str) -> RegisterFacts:
        """Its condensed completeness facts."""

    def acts(self, package: str) -> Iterator[ActObject]:
        """Its acts as schemas/act.schema.json describes them, in the order of the file."""

    def standing(self, chain: Sequence[Link]) -> RegisterState:
        """The register as the packages of a chain leave it, the oldest first."""

    def lines(self, package: str) -> Iterator[Line]:
        """The lines of its transcriptions, view by view."""

    def verdicts(self, document: Digest) -> Verdicts:
        """What a run of an audit found, from the document that its entry names; ValueError when it is not what was kept."""
