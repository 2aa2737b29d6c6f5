"""What the ledger says is held, when a delivery asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile

from archive.check.rejected import of_these_bytes
from archive.ingest.office import Office
from archive.ledger.entry import Entry, EntryType
from archive.ledger.keeping import disposed_by
from archive.ledger.port import Ledger
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.ranges import expand
from archive.model.standing import Standing
from archive.model.version import Link
from archive.store.reading import Reading


def numbering(register: RegisterId) -> str:
    """Names the acts that are numbered in one run: those of a series in one copy. Registers that share it may collide."""
    return f"{register.series}_{register.copy}"


@dataclass(slots=True)
class Held:
    """What the ledger says is held, as `archive.check` asks it. Built from the ledger's head, never from a catalogue."""

    reading: Reading
    manifest: Digest | None
    document: Callable[[Digest], bytes]
    packages: dict[str, str] = field(default_factory=dict)
    ours: list[str] = field(default_factory=list)
    chains: dict[str, list[Link]] = field(default_factory=dict)
    """The packages of each register, the oldest first."""
    gone: set[str] = field(default_factory=set)
    """The packages of which a tombstone alone is left."""
    received: bool = False
    verdict: Digest | None = None
    refusals: list[Digest] = field(default_factory=list)
    position: int = 0

    @classmethod
    def replay(cls, office: Office, manifest: Digest | None) -> Held:
        """Read the whole ledger, with an eye on the delivery that has this manifest."""
        held = cls(office.reading, manifest, office.store.document)
        held.follow(office.ledger)
        return held

    def follow(self, ledger: Ledger) -> frozenset[str]:
        """Read on to the ledger's head; the numberings to which other deliveries have added since the last look."""
        others: set[str] = set()
        for recorded in ledger.since(self.position):
            entry = recorded.entry
            self._apply(entry)
            self.position = recorded.position + 1
            if entry.type is EntryType.PACKAGE_STORED and entry.digests.get("manifest") != self.manifest:
                others.add(numbering(RegisterId.parse(entry.links["register"])))
        return frozenset(others)

    def _apply(self, entry: Entry) -> None:
        mine = self.manifest is not None and entry.digests.get("manifest") == self.manifest
        match entry.type:
            case EntryType.DELIVERY_RECEIVED if mine:
                self.received = True
            case EntryType.VERDICT if mine:
                self.verdict = entry.digests["verdict"]
                if entry.outcome == "refused":
                    self.refusals.append(entry.digests["verdict"])
            case EntryType.DISPOSED:
                self.gone.update(disposed_by(entry))
            case EntryType.PACKAGE_STORED:
                self.packages[entry.subject] = entry.links["register"]
                link = Link(entry.subject, entry.digests["tagmanifest"])
                self.chains.setdefault(entry.links["register"], []).append(link)
                if mine:
                    self.ours.append(entry.subject)

    def register_held(self, register: RegisterId) -> bool:
        """Whether another delivery already brought this register."""
        package = register.package()
        return package in self.packages and package not in self.ours

    @property
    def at_hand(self) -> bool:
        """An archive knows what it holds."""
        return True

    def disposed(self, register: RegisterId) -> bool:
        """Whether all of a register was disposed of; nothing can follow that."""
        return register.package() in self.gone

    def chain(self, register: RegisterId) -> tuple[Link, ...]:
        """The packages of a register, the oldest first, as they were before this delivery added to them; empty when none were."""
        return tuple(takewhile(lambda link: link.package not in self.ours, self.chains.get(str(register), ())))

    def standing(self, register: RegisterId) -> Standing:
        """The register as those packages leave it."""
        return self.reading.standing(self.chain(register))

    def follows(self, package: str, predecessor: Link | None) -> bool:
        """Whether a prepared package may still be appended: what it follows is the head of its chain, or there is none yet.

        To be asked at the append, under the lock, of holdings that have seen the whole ledger: two versions may have been
        prepared on one head, and the second is stale.
        """
        chain = self.chains.get(str(parse_package(package)[0]), [])
        return (chain[-1] if chain else None) == predecessor

    def numbers_held(self, register: RegisterId) -> frozenset[int]:
        """The act numbers that other parts of the same series and copy hold already."""
        numbers: set[int] = set()
        for package in self.packages:
            other, _ = parse_package(package)
            same = (other.series, other.copy) == (register.series, register.copy)
            if same and other.part != register.part and package not in self.ours and package not in self.gone:
                numbers.update(expand(self.reading.facts(package).numbers))
        return frozenset(numbers)

    def rejected(self, manifest: Digest) -> bool:
        """Whether these very bytes were refused: not where the verdict says that they were not those of the manifest."""
        return manifest == self.manifest and any(of_these_bytes(self.document(verdict)) for verdict in self.refusals)
