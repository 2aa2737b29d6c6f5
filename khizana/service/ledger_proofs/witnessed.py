"""What second parties have said of this ledger, and since when none has said anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.ledger.entry import Entry
from archive.ledger.evidence import countersigned
from archive.ledger.evidence.evidence import Evidence
from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.evidence.rotation import ADOPTED
from archive.ledger.evidence.witness import Witnessed, read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Verifier, read_any
from archive.ledger.keys.keys import read_verifier
from archive.ledger.log.proof import compare
from archive.ledger.port import Head, LedgerDamaged
from archive.model.json import Json
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit
from khizana.outcome import Answer, Outcome
from khizana.service.ledger_proofs import key_chain
from khizana.wiring import witness_keys
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True)
class Countersigned:
    """A witness that signed a checkpoint, and when (ISO 8601)."""

    witness: str
    time: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What a witness saw last, where it is not how this ledger began."""

    position: int
    time: str
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessState:
    """Where the ledger was last seen by a witness, and how many entries came since; no position where it never was.

    There is none too where what the witness saw last is not how this ledger began: `contradicted` then says what that was.
    """

    position: int | None = None
    time: str | None = None
    witness: str | None = None
    unwitnessed: int
    contradicted: Contradiction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointKept(Answer):
    """A countersigned checkpoint that came back and is kept; nothing is, where the ledger is not what the witness saw."""

    command: Literal["ledger witness"] = "ledger witness"
    kept: str | None = None
    problem: str | None = None
    witness: str | None = None
    time: str | None = None
    size: int | None = None


def state(session: Session, head: Head) -> WitnessState:
    """Where the ledger was last seen by a witness."""
    last = max((said for said, _ in _said(session)), key=lambda said: (said.head.size, said.time), default=None)
    if last is None:
        return WitnessState(unwitnessed=head.size)
    position, time, witness = last.head.size, last.time.isoformat(), last.witness
    try:
        compare(session.ledger, last.head)
    except LedgerDamaged:
        return WitnessState(unwitnessed=head.size, contradicted=Contradiction(position, time, witness))
    return WitnessState(position=position, time=time, witness=witness, unwitnessed=max(0, head.size - position))


def reported(session: Session, head: Head) -> Mapping[str, Json]:
    """`state` under its name, for a report; nothing is said of a witness that saw another ledger."""
    found = state(session, head)
    if found.contradicted is not None:
        return {}
    return {"witnessed": {name: getattr(found, name) for name in ("position", "time", "witness", "unwitnessed")}}


def compared(session: Session) -> WitnessState:
    """`state`, after the ledger was held against everything that a witness signed; LedgerDamaged names the first difference."""
    _all_signed(session)
    for said, note in _said(session):
        try:
            compare(session.ledger, said.head)
        except LedgerDamaged as error:
            raise LedgerDamaged(
                tell(
                    "what {witness} saw at {isoformat} ({what}): {error}",
                    witness=said.witness,
                    isoformat=said.time.isoformat(),
                    what=note[0],
                    error=error,
                )
            ) from None
    return state(session, session.ledger.head())


def last_size(session: Session) -> int:
    """How many entries a witness saw last; 0 where none ever did."""
    return max((said.head.size for said, _ in _said(session)), default=0)


def said_under(session: Session, note: bytes) -> tuple[Countersigned, ...]:
    """Which witnesses signed a checkpoint, and when."""
    signed: list[Countersigned] = []
    for witness in witness_keys.trusted(session):
        try:
            said = read_witnessed(note, witness, session.settings.origin)
        except InvalidCheckpoint:
            continue
        signed.append(Countersigned(said.witness, said.time.isoformat()))
    return tuple(signed)


def receive(session: Session, file: Path, key: Path | None) -> Outcome[CheckpointKept]:
    """Take a countersigned checkpoint back from a witness and keep it; the key is needed the first time.

    It is ours (our key signed it) and true of the ledger as it is now, or it is not taken. Where it differs, that is the finding.
    """
    given = None if key is None else read_verifier(key, SignatureKind.WITNESS)
    witnesses = witness_keys.trusted(session) if given is None else [given]
    if not witnesses:
        raise CannotWork("no witness is known here yet: name its verifier key with --witness-key")
    try:
        note = file.read_bytes()
        head = read_any(note, key_chain.verifiers(session))
    except OSError as error:
        raise CannotWork(tell("{file} could not be read: {strerror}", file=file, strerror=error.strerror)) from None
    except InvalidCheckpoint as error:
        raise CannotWork(tell("{file}: {error}", file=file, error=error)) from None
    witness, said = _signed_by(note, witnesses, session.settings.origin, file)
    try:
        compare(session.ledger, head)
    except LedgerDamaged as error:
        return Outcome(CheckpointKept(problem=sentence(error)), Exit.FINDINGS)
    if given is not None:
        witness_keys.keep(session, given)
    kept = Evidence(session.settings.ledger).keep_witnessed(head.size, witness.key_id, note)
    _vouch(session, head, note)
    time = said.time.isoformat()
    return Outcome(CheckpointKept(kept=str(kept), witness=said.witness, time=time, size=head.size))


def _signed_by(note: bytes, witnesses: list[Verifier], origin: str, file: Path) -> tuple[Verifier, Witnessed]:
    problem = ""
    for witness in witnesses:
        try:
            return witness, read_witnessed(note, witness, origin)
        except InvalidCheckpoint as error:
            problem = sentence(error)
    raise CannotWork(tell("{file}: {problem}", file=file, problem=problem))


def _vouch(session: Session, head: Head, note: bytes) -> None:
    """A key that took the place of a lost one was signed by no other: the first witness's word over it is put beside it."""
    evidence = Evidence(session.settings.ledger)
    for kept in evidence.handovers():
        proof = InclusionProof.decode(kept.content)
        lost = Entry.decode(proof.entry).outcome == ADOPTED
        if lost and proof.position < head.size and not said_under(session, proof.checkpoint):
            path = session.ledger.prove(proof.position, head.size)
            evidence.keep_handover(proof.position, InclusionProof(proof.entry, proof.position, path, note))


def _all_signed(session: Session) -> None:
    """LedgerDamaged names what is kept as countersigned and is not: altered, or by a witness whose key was taken away."""
    signed = {path for _, (path, _) in _said(session)}
    for kept in Evidence(session.settings.ledger).witnessed():
        if kept.path not in signed:
            raise LedgerDamaged(
                tell(
                    "{path} is signed by no witness whose key is in {witnesses}: it was altered, or the key "
                    "is lacking; ask the witness for its copy of both",
                    path=kept.path,
                    witnesses=session.settings.witnesses,
                )
            )


def _said(session: Session) -> Iterator[tuple[Witnessed, tuple[Path, bytes]]]:
    """What the witnesses that are known here said, the smallest state first."""
    witnesses = witness_keys.trusted(session)
    for one in countersigned.said(session.settings.ledger, witnesses, session.settings.origin):
        yield one.witnessed, (one.kept.path, one.kept.content)
