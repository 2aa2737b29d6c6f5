"""The archive as a library: open, create, check, ingest, audit, prove, read. What it raises of its own is an ArchiveError."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archive.api.acts import KeptAct, read
from archive.api.archive import Archive, Clock, silent, system_clock
from archive.api.audits import CompletenessProved, FixityAudited, audit, completeness
from archive.api.errors import NotHeld
from archive.api.opening import create, open
from archive.api.proofs import prove

if TYPE_CHECKING:
    from archive.check.profile.delivery_profile import DeliveryProfile
    from archive.check.verdict import Verdict
    from archive.delivery.pdf_files.pdfa import PdfaJudge
    from archive.ingest import IngestReport, Progress

__all__ = [
    "Archive",
    "Clock",
    "CompletenessProved",
    "FixityAudited",
    "KeptAct",
    "NotHeld",
    "audit",
    "check",
    "completeness",
    "create",
    "ingest",
    "open",
    "prove",
    "read",
    "system_clock",
]


def check(
    delivery: Path,
    archive: Archive | None = None,
    *,
    profile: DeliveryProfile | None = None,
    judge: PdfaJudge | None = None,
    progress: Progress = silent,
) -> Verdict:
    """What would become of a delivery. Nothing is written; with an archive at hand it is compared with what that holds."""
    from archive.api import intake  # who only reads an archive needs no readers of images and PDF

    return intake.check(delivery, archive, profile, judge, progress)


def ingest(
    archive: Archive,
    delivery: Path,
    *,
    profile: DeliveryProfile | None = None,
    judge: PdfaJudge | None = None,
    progress: Progress = silent,
) -> IngestReport:
    """Take a delivery in, or refuse it; either way the ledger says so. Run again after any end, it finishes."""
    from archive.api import intake

    return intake.ingest(archive, delivery, profile, judge, progress)
