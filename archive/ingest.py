"""Walks one delivery through the rooms: received, examined, planned, deposited, recorded.

The ledger entry is the commit point of each package. Killed anywhere, the same call made again finishes: what has an entry is
kept, what has none is discarded and made anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import cast

from archive.check.delivery_profile import DEFAULT, DeliveryProfile
from archive.check.examine import Reference, examine
from archive.check.rejected import of_these_bytes
from archive.check.verdict import Verdict
from archive.delivery.batch import Batch, DeliveredAct, DeliveredRegister, FileFacts
from archive.delivery.manifest import PATH as MANIFEST
from archive.delivery.pdfa import NoJudge, PdfaJudge
from archive.delivery.port import NotDelivered, Source
from archive.delivery.recall import Memory
from archive.delivery.receive import acts_of, acts_told, receive
from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Ledger
from archive.model.digest import Digest
from archive.model.finding import Severity
from archive.model.identifiers import RegisterId, parse_package
from archive.model.json import Json, write_pretty
from archive.model.ranges import expand
from archive.model.register import register_id
from archive.package.material import Material
from archive.package.planning import plan
from archive.store.deposit import deposit
from archive.store.port import NotStored, Store
from archive.store.reading import Reading

CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
"""What a delivery says of itself reaches the ledger as a code or not at all; whether it may be one is for the verdict."""

UNNAMED = "unnamed"
"""The subject of a delivery whose manifest could not be read."""


Progress = Callable[[str, int, int], None]
"""Told while an ingest works: the stage (`measured`, `examined`, `stored`), how much is done, of how much."""

Reporter = Callable[[Batch, Verdict], Mapping[str, bytes]]
"""Gives the reports of a verdict that are kept with it, by name (`report.ar`): what was told to whoever delivered."""


def no_report(batch: Batch, verdict: Verdict) -> Mapping[str, bytes]:
    """Nothing but the verdict itself is kept."""
    return {}


@dataclass(frozen=True, slots=True)
class Office:
    """The rooms that an ingest works in, and what it needs to know from outside.

    That is clock, actor, schemas, countries, who judges PDF/A, and the delivery profile of the tender.
    """

    store: Store
    ledger: Ledger
    reading: Reading
    schemas: Mapping[str, Mapping[str, Json]]
    countries: Mapping[str, Mapping[str, Json]]
    clock: Callable[[], datetime]
    actor: str
    software: tuple[str, str]
    judge: PdfaJudge = field(default_factory=NoJudge)
    profile: DeliveryProfile = DEFAULT


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of a delivery. `stored` were packaged now, `already` by an earlier run of the same delivery."""

    verdict: Verdict
    verdict_digest: Digest
    stored: tuple[str, ...]
    already: tuple[str, ...]
    position: int


@dataclass(slots=True)
class Held:
    """What the ledger says is held, as `archive.check` asks it. Built from the ledger's head, never from a catalogue."""

    reading: Reading
    manifest: Digest | None
    document: Callable[[Digest], bytes]
    packages: dict[str, str] = field(default_factory=dict)
    ours: list[str] = field(default_factory=list)
    received: bool = False
    verdict: Digest | None = None
    refusals: list[Digest] = field(default_factory=list)

    @classmethod
    def replay(cls, office: Office, manifest: Digest | None) -> Held:
        """Read the whole ledger, with an eye on the delivery that has this manifest."""
        held = cls(office.reading, manifest, office.store.document)
        for recorded in office.ledger.since(0):
            held._apply(recorded.entry)
        return held

    def _apply(self, entry: Entry) -> None:
        mine = self.manifest is not None and entry.digests.get("manifest") == self.manifest
        match entry.type:
            case EntryType.DELIVERY_RECEIVED if mine:
                self.received = True
            case EntryType.VERDICT if mine:
                self.verdict = entry.digests["verdict"]
                if entry.outcome == "refused":
                    self.refusals.append(entry.digests["verdict"])
            case EntryType.PACKAGE_STORED:
                self.packages[entry.subject] = entry.links["register"]
                if mine:
                    self.ours.append(entry.subject)

    def register_held(self, register: RegisterId) -> bool:
        """Whether another delivery already brought this register."""
        package = register.package()
        return package in self.packages and package not in self.ours

    def numbers_held(self, register: RegisterId) -> frozenset[int]:
        """The act numbers that other parts of the same series and copy hold already."""
        numbers: set[int] = set()
        for package in self.packages:
            other, _ = parse_package(package)
            same = (other.series, other.copy) == (register.series, register.copy)
            if same and other.part != register.part and package not in self.ours:
                numbers.update(expand(self.reading.facts(package).numbers))
        return frozenset(numbers)

    def rejected(self, manifest: Digest) -> bool:
        """Whether these very bytes were refused: not where the verdict says that they were not those of the manifest."""
        return manifest == self.manifest and any(of_these_bytes(self.document(verdict)) for verdict in self.refusals)


def ingest(
    source: Source, office: Office, progress: Progress, reporter: Reporter = no_report, memory: Memory | None = None
) -> IngestReport:
    """Take a delivery in, or refuse it; either way the ledger says so. The caller holds the archive's lock.

    Raises what the ports raise when they cannot work, and SourceChanged when the delivery changes while it is read.
    """
    started = office.clock()
    raw = _read(source, MANIFEST)
    held = Held.replay(office, None if raw is None else Digest.of(raw))
    batch = receive(source, progress=partial(progress, "measured"), memory=memory, judge=office.judge)
    examined = examine(
        batch,
        acts_told(source, batch, partial(progress, "examined")),
        Reference(
            office.schemas,
            office.countries,
            held,
            knowledge=office.profile.knowledge,
            profile=office.profile.rules,
            files=office.profile.files,
        ),
    )
    _record_receipt(source, office, batch, raw, held, started)
    digest = _record_verdict(office, examined, raw, held, reporter(batch, examined))
    if not examined.accepted:
        return IngestReport(examined, digest, (), tuple(held.ours), office.ledger.head().size)
    walk = _Walk(source, office, batch, held, digest, started)
    stored = tuple(walk.registers(progress))
    return IngestReport(examined, digest, stored, tuple(held.ours), office.ledger.head().size)


def _read(source: Source, path: str) -> bytes | None:
    try:
        with source.open(path) as stream:
            return stream.read()
    except NotDelivered:
        return None


def _subject(batch: Batch) -> str:
    return (batch.manifest.identifier if batch.manifest else "") or UNNAMED


def _record_receipt(
    source: Source, office: Office, batch: Batch, raw: bytes | None, held: Held, started: datetime
) -> None:
    """The delivery came; its manifest and office list are kept as documents. Said once for each manifest."""
    if held.received:
        return
    offices = _read(source, batch.manifest.offices) if batch.manifest else None
    came = {"manifest": raw, "offices": offices}
    digests = {name: office.store.put_document(content) for name, content in came.items() if content is not None}
    head = batch.manifest.content if batch.manifest else {}
    said = {name: head.get(name) for name in ("contractor", "country")}
    links = {name: code for name, code in said.items() if isinstance(code, str) and CODE.fullmatch(code)}
    files = batch.files.values()
    counts = {"registers": len(batch.registers), "files": len(files), "bytes": sum(facts.size for facts in files)}
    office.ledger.append(
        [Entry(EntryType.DELIVERY_RECEIVED, started, office.actor, _subject(batch), "", digests, counts, links)]
    )


def _record_verdict(
    office: Office, verdict: Verdict, raw: bytes | None, held: Held, reports: Mapping[str, bytes]
) -> Digest:
    """Verdict and reports are kept under their digests and recorded, unless the very same verdict was the last word."""
    digest = office.store.put_document(write_pretty(verdict.to_json()))
    if held.verdict == digest:
        return digest
    counts = {str(severity): sum(finding.severity is severity for finding in verdict.findings) for severity in Severity}
    digests = {"verdict": digest} | ({"manifest": Digest.of(raw)} if raw is not None else {})
    digests |= {name: office.store.put_document(content) for name, content in reports.items()}
    outcome = "accepted" if verdict.accepted else "refused"
    office.ledger.append(
        [Entry(EntryType.VERDICT, office.clock(), office.actor, verdict.delivery or UNNAMED, outcome, digests, counts)]
    )
    return digest


def _files_of(batch: Batch, register: DeliveredRegister) -> Mapping[str, FileFacts]:
    """The facts of the files that one register uses."""
    used = {register.path, *(view.file for view in register.views), *register.transcriptions.values()}
    used |= {register.acts} if register.acts else set()
    return {path: batch.files[path] for path in sorted(used)}


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way of an accepted delivery into the store."""

    source: Source
    office: Office
    batch: Batch
    held: Held
    verdict: Digest
    received: datetime

    def registers(self, progress: Progress) -> Iterator[str]:
        """Package each register that is not held yet; yields the packages made."""
        for done, register in enumerate(self.batch.registers, start=1):
            material = self._material(register)
            if material.package not in self.held.packages:
                self._store(material)
                yield material.package
            progress("stored", done, len(self.batch.registers))

    def _material(self, register: DeliveredRegister) -> Material:
        assert self.batch.manifest is not None  # an accepted delivery has one
        now = self.office.clock()
        return Material(
            register=register_id(self.batch.country, register.description),
            version=1,
            predecessor=None,
            office=self.batch.offices[str(register.description["office"])],
            delivered=register,
            acts=cast("tuple[DeliveredAct, ...]", tuple(acts_of(self.source, register))),
            files=_files_of(self.batch, register),
            manifest=self.batch.manifest,
            verdict=self.verdict,
            received=self.received,
            examined=now,
            packaged=now,
            software=self.office.software,
        )

    def _store(self, material: Material) -> None:
        """Deposit one package, then commit it to the ledger. A sealed package without an entry is a dead run's: discard it."""
        store = self.office.store
        with suppress(NotStored):
            store.discard(material.package)
        receipt = deposit(plan(material), self.source.open, store)
        facts = self.office.reading.facts(receipt.package)
        entry = Entry(
            EntryType.PACKAGE_STORED,
            self.office.clock(),
            self.office.actor,
            receipt.package,
            "",
            {"tagmanifest": receipt.tagmanifest, "manifest": material.manifest.digest},
            {
                "views": facts.views,
                "pages": sum(1 for _ in expand(facts.pages)),
                "acts": facts.acts,
                "mentions": facts.mentions,
                "payload_bytes": receipt.payload_bytes,
                "payload_files": receipt.payload_files,
            },
            {"register": str(material.register), "delivery": material.manifest.identifier},
        )
        self.office.ledger.append([entry])
