"""The custody book: verified whole, held against what others kept, and proved to strangers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.holdings import queries
from archive.ledger.checkpoint import InvalidCheckpoint, Kind, Verifier, read_any
from archive.ledger.keys import read_verifier
from archive.ledger.port import Head, LedgerDamaged, Recorded
from archive.ledger.proof import compare
from archive.ledger.proof_file import GrowthProof, InclusionProof
from archive.ledger.rotation import NotHandedOver
from archive.ledger.seen import said_of
from archive.ledger.witness import read_witnessed
from archive.model.json import Json
from khizana.errors import CannotWork, Exit, UsageError
from khizana.outcome import Outcome
from khizana.output import NewFile
from khizana.service.ledger_proofs import key_chain, stamps, witnessed
from khizana.wiring.seen import NAMED
from khizana.wiring.session import Session


def verify_ledger(
    session: Session, kept: Sequence[Path] = (), witness_keys: Sequence[Path] = (), authorities: Sequence[Path] = ()
) -> Outcome:
    """Hash the whole ledger anew against its signed checkpoint, then hold it against every checkpoint that somebody kept."""
    content: dict[str, Json] = {"command": "ledger verify", "intact": True, "ledger": None, "problem": None}
    witnesses = [read_verifier(path, Kind.WITNESS) for path in witness_keys]
    given = [(path, _kept_head(session, path, witnesses)) for path in kept]
    try:
        content["ledger"] = head_of(session.ledger.verify())
        content["compared"] = [_compared(session, path, head) for path, head in given]
        content["witnessed"] = witnessed.compared(session)
        content["keys"] = key_chain.described(session)
        content["stamps"] = stamps.verified(session, authorities)
        if found := session.ledger.objections()[0]:
            raise LedgerDamaged("; ".join(said_of(one, session.ledger.head()) for one in found[:NAMED]))
    except (LedgerDamaged, NotHandedOver, stamps.StampFalse) as error:
        return Outcome({**content, "intact": False, "problem": str(error)}, Exit.FINDINGS)
    return Outcome(content)


def _kept_head(session: Session, path: Path, witnesses: Iterable[Verifier]) -> Head:
    """The head in a checkpoint kept elsewhere: by the witness's word where one is named, else by our own keys, old and new."""
    note = _content(path)
    refused: InvalidCheckpoint | None = None
    for witness in witnesses:
        try:
            return read_witnessed(note, witness, session.settings.origin).head
        except InvalidCheckpoint as error:
            refused = error
    try:
        if refused is not None:
            raise refused
        return read_any(note, key_chain.verifiers(session))
    except InvalidCheckpoint as error:
        raise CannotWork(f"{path}: {error}; it proves nothing about this ledger") from None


def _compared(session: Session, path: Path, head: Head) -> Json:
    try:
        compare(session.ledger, head)
    except LedgerDamaged as error:
        raise LedgerDamaged(f"{path}: {error}") from None
    return {"file": str(path), **head_of(head)}


def checkpoint(session: Session, output: NewFile | None) -> Outcome:
    """The signed checkpoint as it stands: whoever keeps it can tell later that the ledger was cut short or rewritten."""
    head, note = session.ledger.checkpoint()
    content: dict[str, Json] = {"command": "ledger checkpoint", "ledger": head_of(head), "checkpoint": note.decode()}
    return Outcome({**content, "file": None if output is None else str(output.write(note))})


def prove(session: Session, package: str | None, position: int | None, output: NewFile) -> Outcome:
    """An entry's inclusion proof, under the newest countersigned checkpoint that covers it, else under the newest of all."""
    recorded = _found(session, package, position)
    head, note = witnessed.newest_over(session, recorded.position) or session.ledger.checkpoint()
    path = session.ledger.prove(recorded.position, head.size)
    proof = InclusionProof(recorded.entry.encode(), recorded.position, path, note)
    content: dict[str, Json] = {
        "command": "ledger prove",
        "position": recorded.position,
        "subject": recorded.entry.subject,
        "ledger": head_of(head),
        "witnessed": witnessed.said_under(session, note),
        "file": str(output.write(proof.encode())),
    }
    return Outcome(content)


def growth(session: Session, old: Path | None, size: int | None, output: NewFile) -> Outcome:
    """A consistency proof from a kept checkpoint or a size, else from what a witness saw last; it is what a witness is sent."""
    if old is not None and size is not None:
        raise UsageError("name the older checkpoint or its size, not both")
    head, note = session.ledger.checkpoint()
    start = witnessed.last_size(session) if size is None else size
    start = start if old is None else _kept_head(session, old, ()).size
    if start > head.size:
        raise LedgerDamaged(f"{start} entries were seen, and the ledger holds {head.size}: entries were cut off")
    proof = GrowthProof(start, session.ledger.prove_growth(start, head.size), note)
    content: dict[str, Json] = {"command": "ledger growth", "old": start, "ledger": head_of(head)}
    return Outcome({**content, "file": str(output.write(proof.encode()))})


def _found(session: Session, package: str | None, position: int | None) -> Recorded:
    if (package is None) == (position is None):
        raise UsageError("name a package, or the --position of an entry: one of the two")
    if position is not None:
        for recorded in session.ledger.since(min(position, session.ledger.head().size)):
            return recorded
        raise UsageError(
            f"the ledger holds {session.ledger.head().size} entries, counted from 0: there is no {position}"
        )
    holdings = session.holdings
    if found := queries.package(holdings, str(package)):
        return Recorded(found.position, holdings.entry(found.position))
    raise UsageError(f"the ledger has no package {package}: `khizana show` and `status` say what is held")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(f"{path} could not be read: {error.strerror}") from None


def head_of(head: Head) -> dict[str, Json]:
    """The ledger's head, as answers name it."""
    return {"size": head.size, "root": head.root.hex()}
