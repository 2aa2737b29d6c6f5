"""The reports of audits, written out for people, and named in the answer."""

from __future__ import annotations

from archive.audit.named import FIXITY
from archive.model.json import Json
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.service.reports.port import AuditPages
from khizana.service.reports.signed_report import signed
from khizana.wiring.rights import may_write
from khizana.wiring.session import Session


def reported(
    session: Session,
    subject: str,
    content: dict[str, Json],
    exit_code: Exit,
    recorded: bool | None,
    pages: AuditPages,
) -> Outcome:
    """Write the report out for people, and answer with it. `recorded` is None where nothing is to be recorded.

    A fixity report is evidence: its JSON is signed. In an archive that may only be read the answer is the whole report.
    """
    if not may_write(session.settings):
        return Outcome({"command": f"audit {subject}", "report": content, "recorded": recorded, "files": []}, exit_code)
    paths = pages(session.settings.reports, subject, content)
    note = signed(session, paths[0]) if subject.partition(".")[0] == FIXITY else None
    files: list[Json] = [str(path) for path in (*paths, *([note] if note else []))]
    said: dict[str, Json] = {"command": f"audit {subject}", "report": content, "recorded": recorded, "files": files}
    return Outcome(said, exit_code)
