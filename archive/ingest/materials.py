"""What each register of an accepted delivery is packaged from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from archive.delivery.batch import Batch, DeliveredAct, DeliveredRegister, FileFacts
from archive.delivery.port import Source
from archive.delivery.receive import acts_of
from archive.ingest.held import Held
from archive.ingest.office import Office
from archive.model.digest import Digest
from archive.model.standing import Standing
from archive.model.version import register_of, version_of
from archive.package.material import Material
from archive.package.premis_rights import statutes


@dataclass(frozen=True, slots=True)
class Materials:
    """Gathers the material of one register at a time."""

    source: Source
    office: Office
    batch: Batch
    held: Held
    verdict: Digest
    received: datetime

    def of(self, register: DeliveredRegister) -> Material:
        """Everything that the package of this register is made from."""
        assert self.batch.manifest is not None  # an accepted delivery has one
        now = self.office.clock()
        version = version_of(register.description)
        identifier = register_of(self.batch.country, register.description)
        standing: Standing | None = self.held.standing(identifier) if version else None
        return Material(
            register=identifier,
            version=version.number if version else 1,
            predecessor=version.predecessor if version else None,
            office=self.batch.offices[str(register.description["office"])],
            delivered=register,
            acts=cast("tuple[DeliveredAct, ...]", tuple(acts_of(self.source, register))),
            files=files_of(self.batch, register),
            manifest=self.batch.manifest,
            verdict=self.verdict,
            received=self.received,
            examined=now,
            packaged=now,
            software=self.office.software,
            standing=standing,
            statutes=statutes(self.office.countries.get(self.batch.country, {}), identifier.series.event),
        )


def files_of(batch: Batch, register: DeliveredRegister) -> Mapping[str, FileFacts]:
    """The facts of the files that one register uses."""
    used = {register.path, *(view.file for view in register.views), *register.texts}
    used |= {register.acts} if register.acts else set()
    return {path: batch.files[path] for path in sorted(used)}
