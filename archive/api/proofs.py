"""A proof for a stranger, who checks it with a verifier key alone, without this archive (docs/verify.md)."""

from __future__ import annotations

from archive.api.archive import Archive
from archive.api.errors import NotHeld
from archive.holdings import queries
from archive.ledger.evidence import countersigned
from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.port import Head, Recorded
from archive.model.message import tell


def prove(archive: Archive, package: str) -> InclusionProof:
    """That the ledger has the entry which stored a package; `encode` gives the file. NotHeld."""
    holdings = archive.holdings
    found = queries.package(holdings, package)
    if found is None:
        raise NotHeld(
            tell("the ledger has no package {package}: `khizana show` and `status` say what is held", package=package)
        )
    return inclusion(archive, Recorded(found.position, holdings.entry(found.position)))[1]


def inclusion(archive: Archive, recorded: Recorded) -> tuple[Head, InclusionProof]:
    """The proof of an entry under the newest countersigned checkpoint that covers it, else under the newest of all."""
    witnesses = countersigned.trusted(archive.settings.witnesses)
    said = countersigned.said(archive.settings.ledger, witnesses, archive.settings.origin)
    covering = countersigned.newest_over(said, recorded.position, archive.ledger.verifier)
    head, note = covering or archive.ledger.checkpoint()
    path = archive.ledger.prove(recorded.position, head.size)
    return head, InclusionProof(recorded.entry.encode(), recorded.position, path, note)
