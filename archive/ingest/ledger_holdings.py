"""What is held, when a delivery asks: the projection of the ledger, with an eye on the packages of the delivery itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from archive.check.earlier_verdict import of_these_bytes
from archive.check.previous_deliveries import Sent, Shown
from archive.holdings import queries
from archive.holdings.fold import numbering_of
from archive.holdings.images import BLANK, Images
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage
from archive.ingest.context import IngestContext
from archive.ingest.neighbours import Neighbours
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.records.act import ActObject
from archive.model.records.register_state import RegisterState
from archive.model.records.version import Link
from archive.model.records.view import View
from archive.package.package_documents import views
from archive.store.package_content_port import Reading
from archive.store.port import NotStored


def numbering(register: RegisterId) -> str:
    """Names the acts that are numbered in one run: those of a series in one copy. Registers that share it may collide."""
    return numbering_of(str(register))


@dataclass(slots=True)
class LedgerHoldings:
    """What the ledger says is held, as `archive.check` asks it. Of the ledger's head, never from a catalogue.

    That something is held is compared with the ledger's entry where it decides; `position` is how far this delivery has looked.
    """

    reading: Reading
    manifest: Digest | None
    projection: Projection
    position: int = field(default=0)
    _shown: Images | None = field(default=None)
    _followed: bool = field(default=False)

    @classmethod
    def replay(cls, context: IngestContext, manifest: Digest | None) -> LedgerHoldings:
        """Look at the ledger's head, with an eye on the delivery that has this manifest."""
        projection = context.holdings or Projection.open(context.ledger, context.store.document, None, context.clock())
        return cls(context.reading, manifest, projection, projection.follow().size)

    def follow(self) -> frozenset[str]:
        """Look on to the ledger's head; the numberings and the images that other deliveries have brought since the last look."""
        head = self.projection.follow()
        touched: set[str] = set()
        for package in queries.stored_since(self.projection, self.position):
            if self._of_others(package):
                touched.add(numbering_of(package.register))
                touched |= {str(view.digest) for view in self._views(package.package) if view.kind != BLANK}
        self.position = head.size
        self._followed = False
        return frozenset(touched)

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

    def standing(self, register: RegisterId) -> RegisterState:
        """The register as those packages leave it."""
        return self.reading.standing(self.chain(register))

    def follows(self, package: str, predecessor: Link | None) -> bool:
        """Whether a prepared package may still be appended: what it follows is the head of its chain, or there is none yet.

        To be asked at the append, under the lock, of holdings that have seen the whole ledger: two versions may have been
        prepared on one head, and the second is stale.
        """
        chain = queries.chain(self.projection, str(parse_package(package)[0]))
        return (_link(queries.confirmed(self.projection, chain[-1])) if chain else None) == predecessor

    @property
    def neighbours(self) -> Neighbours:
        """The other parts and copies of registers."""
        return Neighbours(self.projection, self.reading, self.manifest)

    def numbers_held(self, register: RegisterId) -> dict[tuple[int, str], str]:
        """The numbers of acts that other parts of the same series and copy hold already, each with that part."""
        return self.neighbours.numbers(register)

    def other_copies(self, register: RegisterId) -> Iterator[tuple[RegisterId, ActObject]]:
        """The acts of the same series that are held in other paper copies, as they stand before this delivery."""
        return self.neighbours.copies(register)

    def images_shown(self, digest: Digest, blank: bool) -> Iterator[Shown]:
        """Where an image is held already, other than by this delivery; one that is blank where it is not said to be."""
        for held in self._images().holders(digest, blank):
            if self._of_others(held):
                views = self._views(held.package)
                shown = (view for view in views if view.digest == digest and not (blank and view.kind == BLANK))
                yield Shown(held.register, held.package, next((view.name for view in shown), ""))

    def images_unread(self) -> tuple[str, ...]:
        """The packages whose images could not be looked at."""
        return self._images().unread()

    def rejected(self, manifest: Digest) -> bool:
        """Whether these very bytes were refused: not where the verdict says that they were not those of the manifest."""
        if manifest != self.manifest:
            return False
        refused = (one for one in queries.verdicts(self.projection, manifest) if one.outcome == "refused")
        return any(of_these_bytes(self.projection.document(one.document)) for one in refused)

    def sent(self, identifier: str) -> tuple[Sent, ...]:
        """The deliveries that came under an identifier, each manifest once, in the order of arrival."""
        outcomes = {one.manifest: one.outcome for one in queries.verdicts_on(self.projection, identifier)}
        came = {one.manifest: one for one in reversed(queries.deliveries(self.projection, identifier))}
        ordered = sorted(came.values(), key=lambda one: one.position)
        return tuple(Sent(one.manifest, one.contractor, outcomes.get(one.manifest, "")) for one in ordered)

    def manifest_of(self, sent: Sent) -> bytes:
        """The manifest of an earlier delivery, as it came."""
        return self.projection.document(Digest.parse(sent.manifest))

    def _images(self) -> Images:
        """The images of the base, at the head that was last looked at."""
        self._shown = self._shown or Images(self.projection, lambda package: views(self.reading.register(package)))
        if not self._followed:
            self._shown.follow()
            self._followed = True
        return self._shown

    def _views(self, package: str) -> tuple[View, ...]:
        """The views of a package; none where its description cannot be read, which an audit says."""
        with suppress(NotStored, ValueError, OSError):
            return views(self.reading.register(package))
        return ()

    def _of_others(self, package: HeldPackage) -> bool:
        return package.manifest != str(self.manifest)


def _link(package: HeldPackage) -> Link:
    return Link(package.package, package.tagmanifest)
