"""What the ledger says is held, when a delivery asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from archive.check.rejected import of_these_bytes
from archive.ingest.office import Office
from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.ranges import expand
from archive.store.reading import Reading


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
