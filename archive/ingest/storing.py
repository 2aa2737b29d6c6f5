"""The way of an accepted delivery into the store: packages are sealed, then committed to the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from archive.ingest.held import Held
from archive.ingest.materials import Materials
from archive.ingest.office import Progress
from archive.ingest.recording import stored_entry
from archive.package.material import Material
from archive.package.planning import plan
from archive.store.deposit import deposit
from archive.store.port import NotStored


@dataclass(frozen=True, slots=True)
class Storing:
    """Packages the registers of one delivery."""

    materials: Materials
    held: Held

    def registers(self, progress: Progress) -> Iterator[str]:
        """Package each register that is not held yet; yields the packages made."""
        registers = self.materials.batch.registers
        for done, register in enumerate(registers, start=1):
            material = self.materials.of(register)
            if material.package not in self.held.packages:
                self._store(material)
                yield material.package
            progress("stored", done, len(registers))

    def _store(self, material: Material) -> None:
        """Deposit one package, then commit it to the ledger. A sealed package without an entry is a dead run's: discard it."""
        office = self.materials.office
        with suppress(NotStored):
            office.store.discard(material.package)
        receipt = deposit(plan(material), self.materials.source.open, office.store)
        office.ledger.append([stored_entry(office, material, receipt)])
