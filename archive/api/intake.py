"""A delivery is judged, or taken in: the rooms as both need them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from archive import SOFTWARE, published
from archive.api.archive import Archive
from archive.api.sources import delivery_source, verapdf
from archive.check.examine import Reference, examine
from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile
from archive.check.reference import HoldingsView, NotAtHand
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.manifest import PATH as MANIFEST
from archive.delivery.measuring.measured_cache import Memory
from archive.delivery.pdf_files.pdfa import PdfaJudge
from archive.delivery.port import Source
from archive.delivery.receive import acts_told, receive
from archive.ingest import IngestContext, IngestReport, Progress
from archive.ingest import ingest as take_in
from archive.ingest.ledger_holdings import LedgerHoldings
from archive.ingest.recording import read_delivered
from archive.ledger.claims import FolderClaims
from archive.ledger.lock import holder_of
from archive.ledger.port import Claims
from archive.model.digest import Digest


def check(
    delivery: Path,
    archive: Archive | None,
    profile: DeliveryProfile | None,
    judge: PdfaJudge | None,
    progress: Progress,
) -> Verdict:
    """The verdict on a delivery; see `archive.api`."""
    source = delivery_source(delivery)
    held = None if archive is None else holdings_of(archive, source)
    return judged(source, held, profile or DEFAULT, judge or verapdf(), progress)[1]


def ingest(
    archive: Archive,
    delivery: Path,
    profile: DeliveryProfile | None,
    judge: PdfaJudge | None,
    progress: Progress,
) -> IngestReport:
    """What became of a delivery; see `archive.api`."""
    archive.ledger.must_extend()
    context = ingest_context(archive, judge or verapdf(), profile or DEFAULT)
    return take_in(delivery_source(delivery), context, progress)


def judged(
    source: Source,
    held: HoldingsView | None,
    profile: DeliveryProfile,
    judge: PdfaJudge,
    progress: Progress,
    memory: Memory | None = None,
) -> tuple[Batch, Verdict]:
    """A delivery as it was measured, and the verdict on it. Without holdings nothing is known to be held."""
    batch = receive(source, progress=partial(progress, "measured"), memory=memory, judge=judge)
    reference = Reference(
        published.schemas(),
        published.countries(),
        NotAtHand() if held is None else held,
        knowledge=profile.knowledge,
        profile=profile.rules,
        files=profile.files,
    )
    return batch, examine(batch, acts_told(source, batch, partial(progress, "examined")), reference)


def ingest_context(archive: Archive, judge: PdfaJudge, profile: DeliveryProfile = DEFAULT) -> IngestContext:
    """The rooms as an ingest needs them."""
    return IngestContext(
        store=archive.store,
        ledger=archive.ledger,
        reading=archive.reading,
        schemas=published.schemas(),
        countries=published.countries(),
        clock=archive.clock,
        actor=archive.actor,
        software=SOFTWARE,
        judge=judge,
        profile=profile,
        claims=claims_of(archive),
        workers=os.cpu_count() or 1,
        holdings=archive.holdings,
    )


def holdings_of(archive: Archive, source: Source) -> LedgerHoldings:
    """What the archive holds, as the rules ask it about a delivery."""
    raw = read_delivered(source, MANIFEST)
    holdings = archive.holdings
    return LedgerHoldings(archive.reading, None if raw is None else Digest.of(raw), holdings, holdings.head.size)


def claims_of(archive: Archive) -> Claims:
    """What ingests say they are preparing."""
    return FolderClaims(archive.settings.claims, lambda: holder_of("ingest", archive.now()))
