"""The archive assessed against the NDSA levels, with the evidence for each cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from archive.api.rights import may_write
from archive.ingest import Progress
from archive.model.json import Json
from khizana.outcome import Answer, Document, Outcome
from khizana.service.assessment.evidence_collection import gather
from khizana.service.assessment.ndsa import Word, assess
from khizana.service.reports.port import AuditPages
from khizana.wiring.session import Session

SCHEMA = "ndsa-report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NdsaAssessed(Answer):
    """The archive against the NDSA levels (ndsa-report/1), and the files of the report."""

    command: Literal["assess ndsa"] = "assess ndsa"
    report: Document
    files: tuple[str, ...]


def ndsa(session: Session, pages: AuditPages, progress: Progress) -> Outcome[NdsaAssessed]:
    """Judge every cell of the matrix, count the formats, and write the report, in which there is no clock."""
    head = session.ledger.head()
    seen, formats, unread = gather(session, head, progress)
    cells = assess(seen)
    words = Counter(str(cell["word"]) for cell in cells)
    stores: list[Json] = [
        {
            "store": one.name,
            "complete": one.complete,
            "other_disk": one.other_disk,
            "audited": one.audited,
            "outcome": one.outcome or None,
        }
        for one in seen.stores
    ]
    report: dict[str, Json] = {
        "schema": SCHEMA,
        "ledger": {"size": head.size, "root": head.root.hex()},
        "counts": {str(word): words[str(word)] for word in Word},
        "cells": cells,
        "stores": stores,
        "formats": formats,
        "unread": unread,
    }
    written = pages(session.settings.reports, "ndsa", report) if may_write(session.settings) else []
    return Outcome(NdsaAssessed(report=report, files=tuple(str(path) for path in written)))
