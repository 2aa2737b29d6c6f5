"""The rooms as an ingest at the front door needs them."""

from __future__ import annotations

from archive import published
from archive.api import intake, sources
from archive.check.profile.delivery_profile import DEFAULT, DeliveryProfile
from archive.delivery.pdf_files.pdfa import PdfaJudge
from archive.delivery.pdf_files.verapdf import VeraPdf
from archive.ingest import IngestContext
from khizana import settings
from khizana.wiring.session import Session


def pdfa_judge() -> PdfaJudge:
    """veraPDF where KHIZANA_VERAPDF names it, else from the PATH, else as scripts/fetch-verapdf.sh left it; or no judge."""
    person = settings.person()
    fetched = (person.cache or published.folder().parent / ".cache") / "judges" / "verapdf"
    return VeraPdf.found(person.verapdf) or sources.verapdf(fetched if fetched.is_dir() else None)


def ingest_context(session: Session, profile: DeliveryProfile = DEFAULT) -> IngestContext:
    """The rooms as an ingest needs them."""
    return intake.ingest_context(session, pdfa_judge(), profile)
