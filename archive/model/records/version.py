"""What a version says of itself: which package it follows, and why it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.json import Json
from archive.model.records.register import RegisterObject, register_id


class Reason(StrEnum):
    """Why a register gets a version."""

    MENTIONS = "mentions"
    CORRECTION = "correction"
    RESCAN = "rescan"
    MIGRATION = "migration"
    TRANSCRIPTION = "transcription"


@dataclass(frozen=True, slots=True)
class Link:
    """One package of a chain, pinned by the digest of its tagmanifest."""

    package: str
    tagmanifest: Digest


@dataclass(frozen=True, slots=True)
class Version:
    """What the `version` of a register description says (schemas/register.schema.json)."""

    predecessor: Link
    reason: Reason
    basis: Mapping[str, Json] | None = None
    """What a correction of a statement or of a declared gap rests on."""

    @property
    def register(self) -> RegisterId:
        """The register whose chain is followed; InvalidIdentifier when the package's name is none."""
        return parse_package(self.predecessor.package)[0]

    @property
    def number(self) -> int:
        """The version that is to be made: its predecessor's and one."""
        return parse_package(self.predecessor.package)[1] + 1


def version_of(description: RegisterObject) -> Version | None:
    """What a description that follows its schema says of a version; None for a register that comes for the first time."""
    written = description.get("version")
    if not isinstance(written, Mapping):
        return None
    predecessor = cast("Mapping[str, Json]", written["predecessor"])
    link = Link(str(predecessor["package"]), Digest.parse(str(predecessor["tagmanifest"])))
    return Version(link, Reason(str(written["reason"])), cast("Mapping[str, Json] | None", written.get("basis")))


def register_of(country: str, description: RegisterObject) -> RegisterId:
    """The register that a description is of: of a version the one whose chain it follows, whatever its natural key says now.

    An identifier is frozen, so a corrected office, year or number makes another name for it and never another register.
    InvalidIdentifier when a part cannot stand in one.
    """
    version = version_of(description)
    return version.register if version else register_id(country, description)
