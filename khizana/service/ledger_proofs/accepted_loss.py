"""What is lost of the ledger for good: two people whom the shorter one names accept it, and its next entry says what is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.ledger.entry import Entry, EntryType
from archive.ledger.log import loss
from archive.ledger.log.atomic_dir import Shelf
from archive.ledger.log.loss import Loss
from archive.ledger.log.observed_heads import ObservedHead
from archive.ledger.port import Head
from archive.life.approval import NEEDED, approved, signatories
from archive.life.request import Request
from archive.model.digest import Digest
from indexer.catalogue.port import CatalogueUnavailable
from khizana import notices
from khizana.errors import UsageError
from khizana.notices import UNEXTENDED
from khizana.outcome import Answer, Outcome
from khizana.service.dual_control.people import named
from khizana.service.ledger_proofs.lost_key import Person, asked_in, sign_file
from khizana.wiring import locks
from khizana.wiring.session import Session

ACT = "accept-loss"
COMMAND = f"ledger {ACT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossAccepted(Answer):
    """A loss that was accepted: what is held, what was seen, which packages are lost; else who has signed the request by now."""

    command: Literal["ledger accept-loss"] = "ledger accept-loss"
    accepted: bool
    signed_by: tuple[str, ...] = ()
    request: str | None = None
    size: int | None = None
    seen: int | None = None
    position: int | None = None
    packages: tuple[str, ...] = ()
    file: str | None = None


def accept(session: Session, request: Path | None, person: Person | None) -> Outcome[LossAccepted]:
    """Accept the ledger as it is, once two named people have signed the request; the first of them makes the request file.

    Where the shorter ledger names fewer than two people nobody can approve: one run is enough, and the entry has no approval.
    """
    notices.take_back(UNEXTENDED)  # it is what this command is about
    with locks.deriving(session, COMMAND):
        lost = _lost(session)
        people = [one for one in named(session) if one.until is None]
        digests: dict[str, Digest] = {}
        actor = session.actor
        if len(people) >= NEEDED:
            if request is None or person is None:
                raise UsageError(
                    "two named people must sign: give --request FILE, --as NAME and --key FILE, one after the other"
                )
            written = _sign(session, lost, request, person)
            by = [one.name for one in signatories(asked_in(written), written, people)]
            if len(by) < NEEDED:
                return Outcome(LossAccepted(accepted=False, signed_by=tuple(by), request=str(request)))
            approval = approved(asked_in(written), written, people)
            kept = (approval.request.encode(), approval.note)
            digests = {
                name: session.store.put_document(one) for name, one in zip(("request", "approval"), kept, strict=True)
            }
            actor = person.name
        return _accepted(session, lost, actor, digests)


def _accepted(session: Session, lost: Loss, actor: str, approval: dict[str, Digest]) -> Outcome[LossAccepted]:
    loss.keep(session.settings.ledger, lost)
    digests = {loss.LOST: session.store.put_document(lost.encode()), **approval}
    counts = {"position": lost.head.size, "seen": lost.size}
    entry = Entry(EntryType.LOSS_ACCEPTED, session.now(), actor, session.settings.origin, "accepted", digests, counts)
    session.ledger.append([entry], at=lost.head.size, accepted=lost.seen)
    size, file = lost.head.size, session.settings.ledger / loss.FOLDER / f"{lost.head.size}.json"
    return Outcome(
        LossAccepted(accepted=True, size=size, seen=lost.size, position=size, packages=lost.packages, file=str(file))
    )


def _lost(session: Session) -> Loss:
    """What was seen and is not here. UsageError where nothing is lost."""
    seen, _ = session.ledger.objections()
    if not seen:
        raise UsageError("nothing is lost: the ledger extends all that was seen of it")
    head, shelf = session.ledger.head(), Shelf(session.settings.ledger)
    files = {one.file: Digest.of(shelf.read(one.file) or b"") for one in seen if one.file}
    return Loss(head, seen, files, tuple(_packages(session, head, seen)))


def _packages(session: Session, head: Head, seen: Sequence[ObservedHead]) -> list[str]:
    """The packages that the catalogue knows from entries that are lost."""
    try:
        rows = session.catalogue.packages()
    except CatalogueUnavailable:
        return []
    return sorted(row.id for row in rows if row.stored_at >= head.size)


def _sign(session: Session, lost: Loss, path: Path, person: Person) -> bytes:
    """The request file with one more signature; the first makes it."""
    parameters = {"lost": str(Digest.of(lost.encode()))}
    origin = session.settings.origin
    asked = Request(origin, lost.head, ACT, origin, "ledger-lost", parameters)
    return sign_file(session, asked, path, person, "what is lost, or the archive, is another: make a new request")
