"""A delivery as the rules see it: the measured batch, the registers that can be judged, and what they are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from archive.check.reference import HoldingsView, Reference
from archive.check.schemas import Schemas, Violation
from archive.check.verdict import Counts
from archive.check.views.file_roles import kinds_shown
from archive.check.views.register_view import RegisterView, views_of
from archive.delivery.facts.batch import Batch
from archive.delivery.manifest import PATH
from archive.model.identifiers import RegisterId
from archive.model.json import Json

_DELIVERY = "urn:khizana:schema:delivery:1"
_OFFICES = "urn:khizana:schema:offices:1"
_REGISTER = "urn:khizana:schema:register:1"


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """What came together. `violations` are what breaks the schema of each document, `registers` those that follow theirs.

    `shown` are the kinds of view that each file is shown as. `counts` are what each register of the batch holds and `uncounted`
    the descriptions of those whose acts could not be counted; both are known when all acts have passed.
    """

    batch: Batch
    registers: tuple[RegisterView, ...]
    existing: HoldingsView
    countries: Mapping[str, Json]
    violations: Mapping[str, Sequence[Violation]]
    shown: Mapping[str, Set[str]]
    counts: tuple[Counts, ...] = ()
    uncounted: frozenset[str] = frozenset()

    @classmethod
    def of(cls, batch: Batch, reference: Reference, schemas: Schemas) -> DeliveryView:
        violations = {
            path: tuple(schemas.violations(_schema_of(path, batch), document))
            for path, document in batch.documents.items()
        }
        sound = [one for one in batch.registers if one.path in violations and not violations[one.path]]
        registers = tuple(views_of(batch, sound, reference).values())
        return cls(batch, registers, reference.existing, reference.countries, violations, kinds_shown(batch))

    @property
    def volumes(self) -> tuple[RegisterView, ...]:
        """The registers that come for the first time."""
        return tuple(one for one in self.registers if one.version is None)

    def holds(self, registers: Iterable[RegisterView], year: int) -> bool:
        """Whether the archive holds the first part of that year in the series of one of the registers."""
        return any(
            self.existing.register_held(RegisterId(replace(one.identifier.series, year=year), 1, one.copy))
            for one in registers
            if one.identifier is not None
        )


def _schema_of(path: str, batch: Batch) -> str:
    if path == PATH:
        return _DELIVERY
    return _OFFICES if batch.manifest and path == batch.manifest.offices else _REGISTER
