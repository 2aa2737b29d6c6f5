"""What the catalogue answers, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.model.digest import Digest
from archive.model.json import Json
from archive.model.ranges import Ranges
from archive.model.records.version import Link


@dataclass(frozen=True, slots=True)
class Status:
    """What the archive holds, as of a ledger position. `unreadable` packages could not be read when they were taken in.

    `views`, `acts` and `mentions` are what stands: of an act that came in three versions the last one counts.
    """

    position: int
    deliveries: int
    accepted: int
    refused: int
    offices: int
    registers: int
    packages: int
    unreadable: int
    views: int
    acts: int
    mentions: int
    audits: int
    last_audit: AuditRow | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as received; `outcome` is accepted, refused, or empty while it has no verdict. Digests are `sha256:…`."""

    id: str
    receipt: int
    manifest: str
    contractor: str
    received: str
    counts: Mapping[str, int]
    outcome: str
    verdict: str
    judged: str
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A civil-status office as the newest package describes it; `name` by language, `within` nearest division first."""

    id: str
    kind: str
    name: Mapping[str, str]
    division: str
    within: Json


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A register, the package at the head of its chain, and how much of it stands."""

    id: str
    office: str
    regime: str
    event: str
    year: int
    part: int
    copy: str
    head: str
    views: int
    acts: int
    mentions: int


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package as the ledger records it, with the counts of what it holds, or held before it was disposed of."""

    id: str
    register: str
    version: int
    delivery: str
    tagmanifest: str
    stored: str
    stored_at: int
    readable: bool
    disposed: bool
    views: int
    acts: int
    mentions: int

    @property
    def link(self) -> Link:
        """The package pinned by its tagmanifest."""
        return Link(self.id, Digest.parse(self.tagmanifest))


@dataclass(frozen=True, slots=True)
class HeldNumbers:
    """The act numbers of a series that one package holds: plain ones as closed ranges, and suffixed ones such as `12-bis`."""

    package: str
    copy: str
    numbers: Ranges
    suffixed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit as the ledger records it."""

    position: int
    subject: str
    outcome: str
    time: str
    counts: Mapping[str, int]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """When a package was last read whole in a store (UTC), and what was found."""

    package: str
    store: str
    read: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Proved:
    """How the packages of a store stand: never read, last found not intact, and the one that was read longest ago."""

    never: int
    differing: int
    oldest: ProofRow | None
