"""What the projection answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.model.digest import Digest


@dataclass(frozen=True, slots=True)
class HeldPackage:
    """A package as its ledger entry names it. `gone` is the position of its disposal; None while its content is held.

    `counts` are views, pages, acts and mentions, as the entry says; `files` and `bytes` are those of its payload.
    """

    position: int
    package: str
    register: str
    tagmanifest: Digest
    manifest: str
    delivery: str
    stored: datetime
    counts: Mapping[str, int]
    files: int
    bytes: int
    gone: int | None


@dataclass(frozen=True, slots=True)
class LastReading:
    """When a package was last read in a store, and what was found; what could not be read was not read."""

    began: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class ReceivedDelivery:
    """One delivery as it came: the position of its entry, identifier, digest of the manifest (empty where it had none).

    `contractor` is empty where it named none that is a code.
    """

    position: int
    delivery: str
    manifest: str
    contractor: str
    received: datetime


@dataclass(frozen=True, slots=True)
class RecordedVerdict:
    """One verdict on a delivery: the position of its entry, the identifier, the manifest's digest, and the verdict's document."""

    position: int
    delivery: str
    manifest: str
    outcome: str
    document: Digest
    judged: datetime


@dataclass(frozen=True, slots=True)
class RecordedAudit:
    """One audit of fixity: the position of its entry, what it read (`scope`, empty where it does not say) and found.

    `report` is the digest of its report, empty where it kept none; `finished` is False when it was stopped before its end.
    """

    position: int
    store: str
    scope: str
    outcome: str
    recorded: datetime
    report: str
    finished: bool
