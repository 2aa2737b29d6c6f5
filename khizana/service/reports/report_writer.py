"""The reports of audits, written out for people."""

from __future__ import annotations

from archive.api.rights import may_write
from archive.audit.inventory import FIXITY
from khizana.outcome import Document
from khizana.service.reports.port import AuditPages
from khizana.service.reports.signed_report import signed
from khizana.wiring.session import Session


def written(session: Session, subject: str, report: Document, pages: AuditPages) -> tuple[str, ...]:
    """Write a report out for people: the paths, the JSON first; none in an archive that may only be read.

    A fixity report is evidence: its JSON is signed.
    """
    if not may_write(session.settings):
        return ()
    paths = pages(session.settings.reports, subject, report)
    note = signed(session, paths[0]) if subject.partition(".")[0] == FIXITY else None
    return tuple(str(path) for path in (*paths, *([note] if note else [])))
