"""Is every byte what it was? The fixity audit of everything that the ledger names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from archive.audit import report
from archive.audit.outcome import PackageAudit
from archive.audit.rounds import audit_all
from archive.ingest import Progress
from archive.ledger.documents import documents_of
from archive.ledger.entry import Entry, EntryType
from archive.model.json import Json, write_pretty
from khizana import settings, wiring
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.reported import reported
from khizana.wiring import Archive


def fixity(archive: Archive, progress: Progress) -> Outcome:
    """Audit every package and document that the ledger names; the report is kept and recorded."""
    head = archive.ledger.head()
    stored = [recorded.entry for recorded in archive.ledger.since(0)]
    packages = [(e.subject, e.digests["tagmanifest"]) for e in stored if e.type is EntryType.PACKAGE_STORED]
    documents = {digest for entry in stored for digest in documents_of(entry)}
    done = 0

    def told(_: PackageAudit) -> None:
        nonlocal done
        done += 1
        progress("audited", done, len(packages))

    found = audit_all(packages, documents, archive.store, told)
    content = report.fixity_report(found, head.size, head.root.hex())
    exit_code = Exit.DONE if content["conclusion"] == "intact" else Exit.FINDINGS
    return reported(archive, "fixity", content, exit_code, _record(archive, content))


def _record(archive: Archive, content: Mapping[str, Json]) -> bool:
    """Keep a fixity report and record it: what was read, it was read now. Without the signing key it is not recorded."""
    if not archive.settings.key.exists():
        return False
    counts = {name: value for name, value in _object(content["counts"]).items() if isinstance(value, int)}
    digests = {"report": archive.store.put_document(write_pretty(content))}
    actor, outcome = settings.person().actor, str(content["conclusion"])
    archive.ledger.append([Entry(EntryType.AUDIT, wiring.now(), actor, "fixity", outcome, digests, counts)])
    return True


def _object(value: Json) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], value)
