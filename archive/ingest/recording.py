"""What an ingest writes in the custody book: that a delivery came, what was judged, which package is held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.port import NotDelivered, Source
from archive.ingest.context import CODE, UNNAMED, IngestContext
from archive.ingest.ledger_holdings import LedgerHoldings
from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.model.finding import Severity
from archive.model.json import write_pretty
from archive.package.input.package_input import Material
from archive.store.receipt import Receipt


def read_delivered(source: Source, path: str) -> bytes | None:
    """A delivered file whole; None when there is none."""
    try:
        with source.open(path) as stream:
            return stream.read()
    except NotDelivered:
        return None


def _subject(batch: Batch) -> str:
    return (batch.manifest.identifier if batch.manifest else "") or UNNAMED


def record_receipt(
    source: Source, context: IngestContext, batch: Batch, raw: bytes | None, held: LedgerHoldings, started: datetime
) -> None:
    """The delivery came; its manifest and office list are kept as documents. Said once for each manifest."""
    if held.received:
        return
    offices = read_delivered(source, batch.manifest.offices) if batch.manifest else None
    came = {"manifest": raw, "offices": offices}
    digests = {name: context.store.put_document(content) for name, content in came.items() if content is not None}
    head = batch.manifest.content if batch.manifest else {}
    said = {name: head.get(name) for name in ("contractor", "country")}
    links = {name: code for name, code in said.items() if isinstance(code, str) and CODE.fullmatch(code)}
    files = batch.files.values()
    counts = {"registers": len(batch.registers), "files": len(files), "bytes": sum(facts.size for facts in files)}
    context.ledger.append(
        [Entry(EntryType.DELIVERY_RECEIVED, started, context.actor, _subject(batch), "", digests, counts, links)]
    )


def record_verdict(
    context: IngestContext, verdict: Verdict, raw: bytes | None, held: LedgerHoldings, reports: Mapping[str, bytes]
) -> Digest:
    """Verdict and reports are kept under their digests and recorded, unless the very same verdict was the last word."""
    digest = context.store.put_document(write_pretty(verdict.to_json()))
    if held.verdict == digest:
        return digest
    counts = {str(severity): sum(finding.severity is severity for finding in verdict.findings) for severity in Severity}
    digests = {"verdict": digest} | ({"manifest": Digest.of(raw)} if raw is not None else {})
    digests |= {name: context.store.put_document(content) for name, content in reports.items()}
    outcome = "accepted" if verdict.accepted else "refused"
    context.ledger.append(
        [
            Entry(
                EntryType.VERDICT, context.clock(), context.actor, verdict.delivery or UNNAMED, outcome, digests, counts
            )
        ]
    )
    return digest


def stored_entry(context: IngestContext, material: Material, receipt: Receipt) -> Entry:
    """The entry that makes a sealed package held."""
    own = context.reading.facts(receipt.package).holding
    links = {"register": str(material.register), "delivery": material.manifest.identifier}
    if material.predecessor is not None:
        links["predecessor"] = material.predecessor.package
    return Entry(
        EntryType.PACKAGE_STORED,
        context.clock(),
        context.actor,
        receipt.package,
        "",
        {"tagmanifest": receipt.tagmanifest, "manifest": material.manifest.digest},
        {
            "views": own.views,
            "pages": own.pages,
            "acts": own.acts,
            "mentions": own.mentions,
            "payload_bytes": receipt.payload_bytes,
            "payload_files": receipt.payload_files,
        },
        links,
    )
