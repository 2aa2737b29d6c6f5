"""What each register of an accepted delivery is packaged from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from archive.delivery.facts.batch import Batch, DeliveredAct, DeliveredRegister, FileFacts
from archive.delivery.facts.mime import PAGES
from archive.delivery.port import Source
from archive.delivery.receive import acts_of
from archive.ingest.context import IngestContext
from archive.ingest.ledger_holdings import LedgerHoldings, numbering
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.model.records.numbering import Elsewhere, act_ids
from archive.model.records.register_state import RegisterState, numbered
from archive.model.records.version import register_of, version_of
from archive.package.input.package_input import Material
from archive.package.premis.premis_rights import statutes


@dataclass(frozen=True, slots=True)
class Materials:
    """Gathers the material of one register at a time."""

    source: Source
    context: IngestContext
    batch: Batch
    held: LedgerHoldings
    verdict: Digest
    received: datetime
    _minted: dict[str, frozenset[str]] = field(default_factory=dict)
    _runs: dict[str, list[DeliveredRegister]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for register in self.batch.registers:
            run = numbering(register_of(self.batch.country, register.description))
            self._runs.setdefault(run, []).append(register)

    def of(self, register: DeliveredRegister) -> Material:
        """Everything that the package of this register is made from."""
        assert self.batch.manifest is not None  # an accepted delivery has one
        now = self.context.clock()
        version = version_of(register.description)
        identifier = register_of(self.batch.country, register.description)
        standing: RegisterState | None = self.held.standing(identifier) if version else None
        acts = cast("tuple[DeliveredAct, ...]", tuple(acts_of(self.source, register)))
        return Material(
            register=identifier,
            version=version.number if version else 1,
            predecessor=version.predecessor if version else None,
            office=self.batch.offices[str(register.description["office"])],
            delivered=register,
            acts=acts,
            files=files_of(self.batch, register),
            manifest=self.batch.manifest,
            verdict=self.verdict,
            received=self.received,
            examined=now,
            packaged=now,
            software=self.context.software,
            standing=standing,
            statutes=statutes(self.context.countries.get(self.batch.country, {}), identifier.series.event),
            elsewhere=self._elsewhere(register, identifier, acts),
        )

    def _elsewhere(
        self, register: DeliveredRegister, identifier: RegisterId, acts: Sequence[DeliveredAct]
    ) -> Elsewhere:
        """The identifiers that its acts may not get, or should: of what is held, and of what precedes it in the delivery."""
        found = self.held.neighbours.identifiers(identifier, (numbered(act.content) for act in acts))
        taken = set(found.taken)
        for other in self._runs[numbering(identifier)]:
            if other.path == register.path:
                break
            taken |= self._identifiers(other)
        return Elsewhere(frozenset(taken), found.copied)

    def _identifiers(self, register: DeliveredRegister) -> frozenset[str]:
        """Those of the acts of a register of the delivery; what is stored already tells the same."""
        if register.path not in self._minted:
            identifier = register_of(self.batch.country, register.description)
            acts = cast("tuple[DeliveredAct, ...]", tuple(acts_of(self.source, register)))
            held = self.held.standing(identifier).acts if version_of(register.description) else ()
            elsewhere = self._elsewhere(register, identifier, acts)
            minted = act_ids(identifier.series, (act.content for act in acts), held, elsewhere)
            self._minted[register.path] = frozenset(map(str, minted))
        return self._minted[register.path]


def files_of(batch: Batch, register: DeliveredRegister) -> Mapping[str, FileFacts]:
    """The facts of the files that one register uses."""
    used = {register.path, *(view.file for view in register.views), *register.texts}
    used |= {register.acts} if register.acts else set()
    return {path: batch.files[path] for path in sorted(used)}


def images_of(files: Mapping[str, FileFacts]) -> frozenset[str]:
    """The digests of the page images among some files."""
    return frozenset(str(facts.digest) for facts in files.values() if facts.mime in PAGES)
