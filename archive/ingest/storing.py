"""The way of an accepted delivery into the store: groups of packages are prepared by several workers, sealed and committed.

One append commits a group. It is refused when somebody recorded anything since this ingest last looked at the ledger; then it
looks again and decides again, so that what is unique is decided at the ledger's head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Lock

from archive.delivery.facts.batch import DeliveredRegister
from archive.errors import ArchiveError
from archive.ingest.context import Progress
from archive.ingest.grouping import grouped
from archive.ingest.ledger_holdings import LedgerHoldings, numbering
from archive.ingest.materials import Materials, files_of, images_of
from archive.ingest.recording import stored_entry
from archive.ledger.port import Overtaken
from archive.model.message import tell
from archive.package.input.package_input import Material
from archive.package.planning import plan
from archive.store.deposit import write
from archive.store.port import Group, NotStored
from archive.store.receipt import Receipt


class RegisterTaken(ArchiveError, RuntimeError):
    """Another ingest recorded the same register, its numbers or images, while this one prepared its packages."""

    def __init__(self, package: str) -> None:
        super().__init__(
            tell(
                "{package} is not recorded: what it adds to was changed by somebody else while it was prepared. Nothing of it is "
                "kept. Run the same command again, and the delivery is examined against what is held now.",
                package=package,
            )
        )
        self.package = package


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package that is written and has no ledger entry yet."""

    material: Material
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Storing:
    """Packages the registers of one delivery. The caller holds the claims on them."""

    materials: Materials
    held: LedgerHoldings
    looking: Lock = field(default_factory=Lock)

    def registers(self, progress: Progress) -> Iterator[str]:
        """Package each register that is not held yet; yields the packages made, when they are committed."""
        batch, context = self.materials.batch, self.materials.context
        sizes = [sum(facts.size for facts in files_of(batch, register).values()) for register in batch.registers]
        done = 0
        for some in grouped(batch.registers, sizes, context.workers):
            with context.store.group() as group:
                prepared: list[Prepared] = []
                for one in self._prepared(some, group):
                    prepared += [] if one is None else [one]
                    done += 1
                    progress("stored", done, len(batch.registers))
                group.seal()
            self._commit(prepared)
            yield from (one.receipt.package for one in prepared)

    def _prepared(self, registers: Sequence[DeliveredRegister], group: Group) -> Iterator[Prepared | None]:
        """Each register's package, in their order; None for one that is held already. All workers have ended at the end."""
        count = min(self.materials.context.workers, len(registers))
        if count == 1:
            yield from (self._prepare(register, group) for register in registers)
            return
        with ThreadPoolExecutor(count, "prepare") as workers:
            try:
                yield from workers.map(lambda register: self._prepare(register, group), registers)
            finally:
                workers.shutdown(cancel_futures=True)

    def _prepare(self, register: DeliveredRegister, group: Group) -> Prepared | None:
        material = self.materials.of(register)
        if self.held.holds(material.package):
            return None
        with suppress(NotStored):
            self._discard_left_over(material.package)
        with group.add(material.package) as staging:
            receipt = write(plan(material), self.materials.source.open, staging)
        return Prepared(replace(material, acts=(), standing=None), receipt)

    def _discard_left_over(self, package: str) -> None:
        """A sealed package without an entry is a dead run's: the living hold claims. NotStored when there is none."""
        store = self.materials.context.store
        next(store.listing(package), None)
        with self.looking:
            self.held.fold_anew(self.materials.context.clock())  # nothing is removed on the word of a snapshot
            if self.held.holds(package):
                raise RegisterTaken(package)
            store.discard(package)

    def _commit(self, prepared: Sequence[Prepared]) -> None:
        """Append the entries of a group, if they still fit what is held at the ledger's head; RegisterTaken discards them."""
        if not prepared:
            return
        context = self.materials.context
        entries = [stored_entry(context, one.material, one.receipt) for one in prepared]
        while True:
            self._refuse_taken(prepared)
            with suppress(Overtaken):
                context.ledger.append(entries, at=self.held.position)
                return

    def _refuse_taken(self, prepared: Sequence[Prepared]) -> None:
        others = self.held.follow()
        for one in prepared:
            material = one.material
            fits = self.held.follows(material.package, material.predecessor)
            touched = {numbering(material.register), *images_of(material.files)}
            if not touched.isdisjoint(others) or not fits:
                for mine in prepared:
                    if not self.held.holds(mine.receipt.package):
                        self.materials.context.store.discard(mine.receipt.package)
                raise RegisterTaken(material.package)
