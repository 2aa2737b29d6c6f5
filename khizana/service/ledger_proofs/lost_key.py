"""A lost signing key: what a witness saw last, and two named people, stand in for the signature of the old key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.ledger.evidence.witness import Witnessed, read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind
from archive.ledger.keys.keys import read_verifier
from archive.ledger.log.proof import compare
from archive.ledger.port import LedgerDamaged
from archive.life.approval import NEEDED, NotApproved, approved, signatories, signed
from archive.life.people import Registration
from archive.life.request import InvalidRequest, Request
from archive.model.digest import Digest
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit, UsageError
from khizana.file_writing import write
from khizana.outcome import Answer, Outcome
from khizana.service.dual_control.people import named, signer_of
from khizana.service.ledger_proofs import key_change
from khizana.service.ledger_proofs.key_change import Grounds
from khizana.wiring.session import Session

ACT = "adopt-key"


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs the request: the name in the ledger, and the file of the key."""

    name: str
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAdopted(Answer):
    """A new key in the place of a lost one; where it is not `changed`, the problem, or who has signed the request by now."""

    command: Literal["ledger adopt-key"] = "ledger adopt-key"
    changed: bool
    problem: str | None = None
    signed_by: tuple[str, ...] = ()
    request: str | None = None
    previous: str | None = None
    verifier: str | None = None
    file: str | None = None
    handover: str | None = None
    witnessed: int | None = None


def adopt(
    session: Session, checkpoint: Path, witness_key: Path, request: Path | None, person: Person | None
) -> Outcome[KeyAdopted]:
    """Replace a lost key, once the ledger agrees with what the witness saw and two named people have signed the request.

    The first of them makes the request file, the second signs it and has the key replaced. Where the ledger names fewer than two
    people nobody can approve; that is recorded by the lack of an approval.
    """
    if session.settings.key.exists():
        raise UsageError(
            tell(
                "{key} is here: the key is not lost, and `khizana ledger rotate-key` changes it",
                key=session.settings.key,
            )
        )
    note, said, witness = _seen(session, checkpoint, witness_key)
    if not session.settings.next_key.exists():  # else an earlier run has done all this, and was killed
        try:
            compare(session.ledger, said.head)
        except LedgerDamaged as error:
            return Outcome(KeyAdopted(changed=False, problem=sentence(error)), Exit.FINDINGS)
        session.ledger.must_extend()
    digests = {"checkpoint": session.store.put_document(note)}
    people = [one for one in named(session) if one.until is None]
    if len(people) >= NEEDED:
        if request is None or person is None:
            raise UsageError(
                "two named people must sign: give --request FILE, --as NAME and --key FILE, one after the other"
            )
        written = _sign(session, said, Digest.of(note), request, person)
        by = [one.name for one in signatories(asked_in(written), written, people)]
        if len(by) < NEEDED:
            return Outcome(KeyAdopted(changed=False, signed_by=tuple(by), request=str(request)))
        digests["approval"] = _approved(session, written, people)
    grounds = Grounds(digests, {"witnessed": said.head.size}, {"witness": witness})
    new = key_change.adopt(session, grounds)
    return Outcome(
        KeyAdopted(
            changed=True,
            previous=new.previous,
            verifier=new.verifier,
            file=new.file,
            handover=new.handover,
            witnessed=said.head.size,
        )
    )


def _seen(session: Session, checkpoint: Path, witness_key: Path) -> tuple[bytes, Witnessed, str]:
    witness = read_verifier(witness_key, SignatureKind.WITNESS)
    try:
        note = checkpoint.read_bytes()
        return note, read_witnessed(note, witness, session.settings.origin), witness.origin
    except OSError as error:
        raise CannotWork(
            tell("{checkpoint} could not be read: {strerror}", checkpoint=checkpoint, strerror=error.strerror)
        ) from None
    except InvalidCheckpoint as error:
        raise CannotWork(
            tell(
                "{checkpoint}: {error}; ask the witness for the last checkpoint that it countersigned",
                checkpoint=checkpoint,
                error=error,
            )
        ) from None


def _sign(session: Session, said: Witnessed, note: Digest, path: Path, person: Person) -> bytes:
    """The request file with one more signature; the first makes it."""
    parameters = {"checkpoint": str(note), "witness": said.witness}
    asked = Request(session.settings.origin, said.head, ACT, session.settings.origin, "key-lost", parameters)
    return sign_file(session, asked, path, person, "the checkpoint or the archive is another one")


def sign_file(session: Session, asked: Request, path: Path, person: Person, differs: str) -> bytes:
    """A request that waits in a file, with one more signature; CannotWork where the file asks for something else."""
    before = path.read_bytes() if path.exists() else None
    if before is not None and asked_in(before) != asked:
        raise CannotWork(tell("{path} asks for something else: {differs}", path=path, differs=differs))
    written = signed(asked, signer_of(session, person.name, person.key), before)
    write(path, written)
    return written


def asked_in(note: bytes) -> Request:
    """The request of such a file; CannotWork."""
    try:
        return Request.decode(note.partition(b"\n")[0] + b"\n")
    except InvalidRequest as error:
        raise CannotWork(tell("the file is no request: {error}", error=error)) from None


def _approved(session: Session, note: bytes, people: list[Registration]) -> Digest:
    try:
        return session.store.put_document(approved(asked_in(note), note, people).note)
    except NotApproved as error:
        raise CannotWork(sentence(error)) from None
