"""The walk of one delivery: received, examined, then deposited and recorded.

The ledger entry is the commit point of each package; the packages of a group share an append. Killed anywhere, the same call
made again finishes: what has an entry is kept, what has none is discarded and made anew.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from archive.check.examine import Reference, examine
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.manifest import PATH as MANIFEST
from archive.delivery.measuring.measured_cache import Memory
from archive.delivery.port import Source
from archive.delivery.receive import acts_told, receive
from archive.ingest.context import IngestContext, Progress, Reporter, no_report
from archive.ingest.ledger_holdings import LedgerHoldings, numbering
from archive.ingest.materials import Materials, images_of
from archive.ingest.recording import read_delivered, record_receipt, record_verdict
from archive.ingest.storing import Storing
from archive.logs import happened
from archive.model.digest import Digest
from archive.model.records.version import register_of

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of a delivery. `stored` were packaged now, `already` by an earlier run of the same delivery."""

    verdict: Verdict
    verdict_digest: Digest
    stored: tuple[str, ...]
    already: tuple[str, ...]
    position: int


def ingest(
    source: Source,
    context: IngestContext,
    progress: Progress,
    reporter: Reporter = no_report,
    memory: Memory | None = None,
) -> IngestReport:
    """Take a delivery in, or refuse it; either way the ledger says so. Others may take in other deliveries meanwhile.

    Raises what the ports raise when they cannot work, SourceChanged when the delivery changes while it is read, Locked when
    somebody else is taking in this delivery, one of its name or a register that shares its numbers, RegisterTaken when
    somebody just did.
    """
    started = context.clock()
    raw = read_delivered(source, MANIFEST)
    with ExitStack() as claims:
        if raw is not None:
            claims.enter_context(context.claims.hold([str(Digest.of(raw))]))
        held = LedgerHoldings.replay(context, None if raw is None else Digest.of(raw))
        batch = receive(source, progress=partial(progress, "measured"), memory=memory, judge=context.judge)
        if batch.manifest is not None and batch.manifest.identifier:
            claims.enter_context(context.claims.hold([f"delivery {batch.manifest.identifier}"]))
            held.follow()  # whatever came under this identifier is known now, and nothing else will come
        examined = _examined(source, context, batch, held, progress)
        if examined.accepted:
            numberings = {numbering(register_of(batch.country, one.description)) for one in batch.registers}
            claims.enter_context(context.claims.hold(sorted(numberings)))
            if not held.follow().isdisjoint(numberings | images_of(batch.files)):  # somebody was quicker
                examined = _examined(source, context, batch, held, progress)
        _say(batch, examined)
        already = held.ours
        record_receipt(source, context, batch, raw, held, started)
        digest = record_verdict(context, examined, raw, held, reporter(batch, examined))
        stored: tuple[str, ...] = ()
        if examined.accepted:
            storing = Storing(Materials(source, context, batch, held, digest, started), held)
            stored = tuple(storing.registers(progress))
            happened(_LOG, logging.INFO, "packages stored", packages=len(stored), already=len(already))
        return IngestReport(examined, digest, stored, already, context.ledger.head().size)


def _say(batch: Batch, examined: Verdict) -> None:
    happened(
        _LOG,
        logging.INFO,
        "delivery examined",
        delivery=batch.manifest.identifier if batch.manifest else None,
        registers=len(batch.registers),
        files=len(batch.files),
        verdict="accepted" if examined.accepted else "refused",
        findings=len(examined.findings),
    )


def _examined(
    source: Source, context: IngestContext, batch: Batch, held: LedgerHoldings, progress: Progress
) -> Verdict:
    """What is found in a delivery, compared with what is held now."""
    profile = context.profile
    reference = Reference(
        context.schemas,
        context.countries,
        held,
        knowledge=profile.knowledge,
        profile=profile.rules,
        files=profile.files,
    )
    return examine(batch, acts_told(source, batch, partial(progress, "examined")), reference)
