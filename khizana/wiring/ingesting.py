"""The rooms as an ingest needs them."""

from __future__ import annotations

import os
from functools import partial

from archive import published
from archive.delivery.manifest import PATH as MANIFEST
from archive.delivery.pdf_files.pdfa import NoJudge, PdfaJudge
from archive.delivery.pdf_files.verapdf import VeraPdf
from archive.delivery.port import Source
from archive.ingest import IngestContext
from archive.ingest.ledger_holdings import LedgerHoldings
from archive.ingest.recording import read_delivered
from archive.ledger.claims import FolderClaims
from archive.model.digest import Digest
from khizana import settings
from khizana.wiring.locks import holder_of
from khizana.wiring.session import SOFTWARE, Session


def pdfa_judge() -> PdfaJudge:
    """veraPDF where KHIZANA_VERAPDF names it, else from the PATH, else as scripts/fetch-verapdf.sh left it; or no judge."""
    person = settings.person()
    fetched = (person.cache or published.folder().parent / ".cache") / "judges" / "verapdf"
    return VeraPdf.found(person.verapdf) or VeraPdf.found(fetched if fetched.is_dir() else None) or NoJudge()


def ingest_context(session: Session) -> IngestContext:
    """The rooms as an ingest needs them."""
    return IngestContext(
        store=session.store,
        ledger=session.ledger,
        reading=session.reading,
        schemas=published.schemas(),
        countries=published.countries(),
        clock=session.clock,
        actor=session.actor,
        software=SOFTWARE,
        judge=pdfa_judge(),
        claims=FolderClaims(session.settings.claims, partial(holder_of, "ingest")),
        workers=os.cpu_count() or 1,
        holdings=session.holdings,
    )


def holdings_of(session: Session, source: Source) -> LedgerHoldings:
    """What the archive holds, as the rules ask it about a delivery."""
    raw = read_delivered(source, MANIFEST)
    return LedgerHoldings.replay(ingest_context(session), None if raw is None else Digest.of(raw))
