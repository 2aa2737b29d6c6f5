"""What is held, when a delivery asks: the projection of the ledger, with an eye on the packages of the delivery itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from archive.check.rejected import of_these_bytes
from archive.holdings import queries
from archive.holdings.fold import numbering_of
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage
from archive.ingest.office import Office
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.ranges import expand
from archive.model.standing import Standing
from archive.model.version import Link
from archive.store.reading import Reading


def numbering(register: RegisterId) -> str:
    """Names the acts that are numbered in one run: those of a series in one copy. Registers that share it may collide."""
    return numbering_of(str(register))


@dataclass(slots=True)
class Held:
    """What the ledger says is held, as `archive.check` asks it. Of the ledger's head, never from a catalogue.

    That something is held is compared with the ledger's entry where it decides; `position` is how far this delivery has looked.
    """

    reading: Reading
    manifest: Digest | None
    projection: Projection
    position: int = field(default=0)

    @classmethod
    def replay(cls, office: Office, manifest: Digest | None) -> Held:
        """Look at the ledger's head, with an eye on the delivery that has this manifest."""
        projection = office.holdings or Projection.open(office.ledger, office.store.document, None, office.clock())
        asked = cls(office.reading, manifest, projection)
        asked.follow()
        return asked

    def follow(self) -> frozenset[str]:
        """Look on to the ledger's head; the numberings to which other deliveries have added since the last look."""
        head = self.projection.follow()
        others = {
            numbering_of(package.register)
            for package in queries.since(self.projection, self.position)
            if package.manifest != str(self.manifest)
        }
        self.position = head.size
        return frozenset(others)

    def fold_anew(self, now: datetime) -> None:
        """Read the whole ledger, before something is removed because nothing names it."""
        self.projection.fold_anew(now)

    def holds(self, package: str) -> bool:
        """Whether an entry stores this package."""
        found = queries.package(self.projection, package)
        return found is not None and bool(queries.confirmed(self.projection, found))

    @property
    def ours(self) -> tuple[str, ...]:
        """The packages that this delivery brought."""
        found = () if self.manifest is None else queries.of_manifest(self.projection, self.manifest)
        return tuple(package.package for package in found)

    @property
    def received(self) -> bool:
        """Whether this delivery came before."""
        return self.manifest is not None and queries.received(self.projection, self.manifest)

    @property
    def verdict(self) -> Digest | None:
        """The last verdict on this delivery."""
        found = () if self.manifest is None else queries.verdicts(self.projection, self.manifest)
        return found[-1].document if found else None

    def register_held(self, register: RegisterId) -> bool:
        """Whether another delivery already brought this register."""
        found = queries.package(self.projection, register.package())
        return found is not None and self._of_others(found) and bool(queries.confirmed(self.projection, found))

    @property
    def at_hand(self) -> bool:
        """An archive knows what it holds."""
        return True

    def disposed(self, register: RegisterId) -> bool:
        """Whether all of a register was disposed of; nothing can follow that."""
        found = queries.package(self.projection, register.package())
        return found is not None and found.gone is not None

    def chain(self, register: RegisterId) -> tuple[Link, ...]:
        """The packages of a register, the oldest first, as they were before this delivery added to them; empty when none were."""
        before = takewhile(self._of_others, queries.chain(self.projection, str(register)))
        return tuple(_link(queries.confirmed(self.projection, package)) for package in before)

    def standing(self, register: RegisterId) -> Standing:
        """The register as those packages leave it."""
        return self.reading.standing(self.chain(register))

    def follows(self, package: str, predecessor: Link | None) -> bool:
        """Whether a prepared package may still be appended: what it follows is the head of its chain, or there is none yet.

        To be asked at the append, under the lock, of holdings that have seen the whole ledger: two versions may have been
        prepared on one head, and the second is stale.
        """
        chain = queries.chain(self.projection, str(parse_package(package)[0]))
        return (_link(queries.confirmed(self.projection, chain[-1])) if chain else None) == predecessor

    def numbers_held(self, register: RegisterId) -> frozenset[int]:
        """The act numbers that other parts of the same series and copy hold already."""
        numbers: set[int] = set()
        for package in queries.of_numbering(self.projection, numbering(register)):
            other, _ = parse_package(package.package)
            if other.part != register.part and package.gone is None and self._of_others(package):
                numbers.update(expand(self.reading.facts(package.package).numbers))
        return frozenset(numbers)

    def rejected(self, manifest: Digest) -> bool:
        """Whether these very bytes were refused: not where the verdict says that they were not those of the manifest."""
        if manifest != self.manifest:
            return False
        refused = (one for one in queries.verdicts(self.projection, manifest) if one.outcome == "refused")
        return any(of_these_bytes(self.projection.document(one.document)) for one in refused)

    def _of_others(self, package: HeldPackage) -> bool:
        return package.manifest != str(self.manifest)


def _link(package: HeldPackage) -> Link:
    return Link(package.package, package.tagmanifest)
