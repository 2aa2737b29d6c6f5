"""The custody book: verified whole, held against what others kept, and proved to strangers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from archive.api.proofs import inclusion
from archive.holdings import queries
from archive.ledger.evidence.proof_file import GrowthProof
from archive.ledger.evidence.rotation import NotHandedOver
from archive.ledger.evidence.witness import read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Verifier, read_any
from archive.ledger.keys.keys import read_verifier
from archive.ledger.log.observed_heads import said_of
from archive.ledger.log.proof import compare
from archive.ledger.port import Head, LedgerDamaged, Recorded
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit, UsageError
from khizana.outcome import Answer, LedgerHead, Outcome
from khizana.output import NewFile
from khizana.service.ledger_proofs import key_chain, stamps, witnessed
from khizana.service.ledger_proofs.key_chain import KeyChange
from khizana.service.ledger_proofs.stamps import KeptStamp
from khizana.service.ledger_proofs.witnessed import Countersigned, WitnessState
from khizana.wiring.observers import NAMED
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True)
class ComparedCheckpoint:
    """A checkpoint that somebody kept, and that this ledger continues."""

    file: str
    size: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerVerified(Answer):
    """The ledger held against its signature and what others kept; a `problem` ends it, with what was found until then."""

    command: Literal["ledger verify"] = "ledger verify"
    intact: bool = True
    ledger: LedgerHead | None = None
    problem: str | None = None
    compared: tuple[ComparedCheckpoint, ...] = ()
    witnessed: WitnessState | None = None
    keys: tuple[KeyChange, ...] = ()
    stamps: tuple[KeptStamp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointGiven(Answer):
    """The signed checkpoint as it stands, and the file that it was written to."""

    command: Literal["ledger checkpoint"] = "ledger checkpoint"
    ledger: LedgerHead
    checkpoint: str
    file: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProved(Answer):
    """An inclusion proof of one entry, and who countersigned the checkpoint that it leads to."""

    command: Literal["ledger prove"] = "ledger prove"
    position: int
    subject: str
    ledger: LedgerHead
    witnessed: tuple[Countersigned, ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthProved(Answer):
    """A consistency proof from so many `old` entries to the ledger as it stands."""

    command: Literal["ledger growth"] = "ledger growth"
    old: int
    ledger: LedgerHead
    file: str


def verify_ledger(
    session: Session, kept: Sequence[Path] = (), witness_keys: Sequence[Path] = (), authorities: Sequence[Path] = ()
) -> Outcome[LedgerVerified]:
    """Hash the whole ledger anew against its signed checkpoint, then hold it against every checkpoint that somebody kept."""
    witnesses = [read_verifier(path, SignatureKind.WITNESS) for path in witness_keys]
    given = [(path, _kept_head(session, path, witnesses)) for path in kept]
    verified = LedgerVerified()
    try:
        verified = replace(verified, ledger=LedgerHead.of(session.ledger.verify()))
        verified = replace(verified, compared=tuple(_compared(session, path, head) for path, head in given))
        verified = replace(verified, witnessed=witnessed.compared(session))
        verified = replace(verified, keys=key_chain.described(session))
        verified = replace(verified, stamps=stamps.verified(session, authorities))
        if found := session.ledger.objections()[0]:
            raise LedgerDamaged("; ".join(said_of(one, session.ledger.head()) for one in found[:NAMED]))
    except (LedgerDamaged, NotHandedOver, stamps.StampFalse) as error:
        return Outcome(replace(verified, intact=False, problem=sentence(error)), Exit.FINDINGS)
    return Outcome(verified)


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
        raise CannotWork(tell("{path}: {error}; it proves nothing about this ledger", path=path, error=error)) from None


def _compared(session: Session, path: Path, head: Head) -> ComparedCheckpoint:
    try:
        compare(session.ledger, head)
    except LedgerDamaged as error:
        raise LedgerDamaged(tell("{path}: {error}", path=path, error=error)) from None
    return ComparedCheckpoint(str(path), head.size, head.root.hex())


def checkpoint(session: Session, output: NewFile | None) -> Outcome[CheckpointGiven]:
    """The signed checkpoint as it stands: whoever keeps it can tell later that the ledger was cut short or rewritten."""
    head, note = session.ledger.checkpoint()
    file = None if output is None else str(output.write(note))
    return Outcome(CheckpointGiven(ledger=LedgerHead.of(head), checkpoint=note.decode(), file=file))


def prove(session: Session, package: str | None, position: int | None, output: NewFile) -> Outcome[InclusionProved]:
    """An entry's inclusion proof, under the newest countersigned checkpoint that covers it, else under the newest of all."""
    recorded = _found(session, package, position)
    head, proof = inclusion(session, recorded)
    return Outcome(
        InclusionProved(
            position=recorded.position,
            subject=recorded.entry.subject,
            ledger=LedgerHead.of(head),
            witnessed=witnessed.said_under(session, proof.checkpoint),
            file=str(output.write(proof.encode())),
        )
    )


def growth(session: Session, old: Path | None, size: int | None, output: NewFile) -> Outcome[GrowthProved]:
    """A consistency proof from a kept checkpoint or a size, else from what a witness saw last; it is what a witness is sent."""
    if old is not None and size is not None:
        raise UsageError("name the older checkpoint or its size, not both")
    head, note = session.ledger.checkpoint()
    start = witnessed.last_size(session) if size is None else size
    start = start if old is None else _kept_head(session, old, ()).size
    if start > head.size:
        raise LedgerDamaged(
            tell(
                "{start} entries were seen, and the ledger holds {size}: entries were cut off",
                start=start,
                size=head.size,
            )
        )
    proof = GrowthProof(start, session.ledger.prove_growth(start, head.size), note)
    return Outcome(GrowthProved(old=start, ledger=LedgerHead.of(head), file=str(output.write(proof.encode()))))


def _found(session: Session, package: str | None, position: int | None) -> Recorded:
    if (package is None) == (position is None):
        raise UsageError("name a package, or the --position of an entry: one of the two")
    if position is not None:
        for recorded in session.ledger.since(min(position, session.ledger.head().size)):
            return recorded
        raise UsageError(
            tell(
                "the ledger holds {size} entries, counted from 0: there is no {position}",
                size=session.ledger.head().size,
                position=position,
            )
        )
    holdings = session.holdings
    if found := queries.package(holdings, str(package)):
        return Recorded(found.position, holdings.entry(found.position))
    raise UsageError(
        tell("the ledger has no package {package}: `khizana show` and `status` say what is held", package=package)
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(tell("{path} could not be read: {strerror}", path=path, strerror=error.strerror)) from None
