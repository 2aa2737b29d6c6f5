"""The rooms that an ingest works in, and what it needs to know from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.pdf_files.pdfa import NoJudge, PdfaJudge
from archive.holdings.projection import Projection
from archive.ledger.port import Claims, Ledger
from archive.model.json import Json
from archive.store.package_content_port import Reading
from archive.store.port import Store

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


class Alone:
    """The claims of an ingest that nobody works beside."""

    def hold(self, names: Collection[str]) -> AbstractContextManager[None]:
        return nullcontext()


@dataclass(frozen=True, slots=True)
class IngestContext:
    """The rooms that an ingest works in, and what it needs to know from outside.

    That is clock, actor, schemas, countries, who judges PDF/A, the delivery profile of the tender, who else is at work, and how
    many packages are prepared at once. `holdings` is the projection of the ledger; without one, the ledger is folded in memory.
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
    claims: Claims = field(default_factory=Alone)
    workers: int = 1
    holdings: Projection | None = None
