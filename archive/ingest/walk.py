"""The walk of one delivery: received, examined, then deposited and recorded.

The ledger entry is the commit point of each package. Killed anywhere, the same call made again finishes: what has an entry is
kept, what has none is discarded and made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from archive.check.examine import Reference, examine
from archive.check.verdict import Verdict
from archive.delivery.manifest import PATH as MANIFEST
from archive.delivery.port import Source
from archive.delivery.recall import Memory
from archive.delivery.receive import acts_told, receive
from archive.ingest.held import Held
from archive.ingest.materials import Materials
from archive.ingest.office import Office, Progress, Reporter, no_report
from archive.ingest.recording import read_delivered, record_receipt, record_verdict
from archive.ingest.storing import Storing
from archive.model.digest import Digest


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of a delivery. `stored` were packaged now, `already` by an earlier run of the same delivery."""

    verdict: Verdict
    verdict_digest: Digest
    stored: tuple[str, ...]
    already: tuple[str, ...]
    position: int


def ingest(
    source: Source, office: Office, progress: Progress, reporter: Reporter = no_report, memory: Memory | None = None
) -> IngestReport:
    """Take a delivery in, or refuse it; either way the ledger says so. The caller holds the archive's lock.

    Raises what the ports raise when they cannot work, and SourceChanged when the delivery changes while it is read.
    """
    started = office.clock()
    raw = read_delivered(source, MANIFEST)
    held = Held.replay(office, None if raw is None else Digest.of(raw))
    batch = receive(source, progress=partial(progress, "measured"), memory=memory, judge=office.judge)
    examined = examine(
        batch,
        acts_told(source, batch, partial(progress, "examined")),
        Reference(
            office.schemas,
            office.countries,
            held,
            knowledge=office.profile.knowledge,
            profile=office.profile.rules,
            files=office.profile.files,
        ),
    )
    record_receipt(source, office, batch, raw, held, started)
    digest = record_verdict(office, examined, raw, held, reporter(batch, examined))
    if not examined.accepted:
        return IngestReport(examined, digest, (), tuple(held.ours), office.ledger.head().size)
    storing = Storing(Materials(source, office, batch, held, digest, started), held)
    stored = tuple(storing.registers(progress))
    return IngestReport(examined, digest, stored, tuple(held.ours), office.ledger.head().size)
