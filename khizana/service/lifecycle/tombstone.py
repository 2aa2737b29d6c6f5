"""The package that stands for a register that was disposed of: what was there, by digest and count, and no content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from archive import SOFTWARE
from archive.delivery.facts.batch import DeliveredRegister, Manifest
from archive.holdings import queries
from archive.ledger.entry import Entry
from archive.life.approval import Approved
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.json import Json
from archive.model.records.version import Link
from archive.package.input.package_input import Disposed, Material
from khizana.wiring.session import Session

_KEPT = ("office", "regime", "event", "year", "part", "parts", "copy", "languages", "acts", "nil")
"""What a tombstone repeats of a description: nothing that a person is named in."""
_COUNTS = ("views", "pages", "acts", "mentions", "payload_files", "payload_bytes")


def chain_of(session: Session, register: RegisterId) -> tuple[Entry, ...]:
    """The entries that stored the packages of a register, the oldest first."""
    holdings = session.holdings
    return tuple(holdings.entry(package.position) for package in queries.chain(holdings, str(register)))


def tombstone(session: Session, chain: Sequence[Entry], approval: Approved) -> Material:
    """What a tombstone is made from: the ledger's entries, and the facts and office of the head."""
    head = chain[-1]
    register, version = parse_package(head.subject)
    document = session.reading.register(head.subject)
    described = cast("Mapping[str, Json]", document["register"])
    delivery = cast("Mapping[str, str]", document["delivery"])
    request = approval.request
    facts = session.reading.facts(head.subject)
    now = session.now()
    return Material(
        register=register,
        version=version + 1,
        predecessor=Link(head.subject, head.digests["tagmanifest"]),
        office=cast("Mapping[str, Json]", document["office"]),
        delivered=DeliveredRegister(
            "", {name: described[name] for name in _KEPT if name in described}, (), None, {}, {}
        ),
        acts=(),
        files={},
        manifest=Manifest(
            delivery["id"],
            {name: delivery[name] for name in ("contractor", "lot") if name in delivery},
            Digest.parse(delivery["manifest"]),
            {},
            "",
            (),
        ),
        verdict=request.identifier,
        received=now,
        examined=now,
        packaged=now,
        software=SOFTWARE,
        disposed=Disposed(
            request.reason, approval.by, request.identifier, [_was_there(entry) for entry in chain], facts
        ),
    )


def _was_there(entry: Entry) -> dict[str, Json]:
    counts: dict[str, Json] = {name: entry.counts.get(name, 0) for name in _COUNTS}
    stored = entry.time.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "package": entry.subject,
        "tagmanifest": str(entry.digests["tagmanifest"]),
        "stored": stored,
        **counts,
    }
