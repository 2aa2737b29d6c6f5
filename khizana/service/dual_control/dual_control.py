"""Acts that one person proposes and a second one approves, who thereby has them carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.holdings import lifecycle
from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.ledger.log.proof import compare
from archive.ledger.port import Recorded
from archive.life.approval import Approved, approved, signatories, signed
from archive.life.people import Registration
from archive.life.request import Request
from archive.model.digest import Digest
from archive.model.message import tell
from khizana.errors import CannotWork, UsageError
from khizana.outcome import Outcome
from khizana.service.dual_control.answers import (
    ActName,
    Approval,
    Done,
    OpenRequest,
    Proposal,
    Proposed,
    Refusal,
    RequestsListed,
)
from khizana.service.dual_control.people import named, signer_of
from khizana.wiring import locks
from khizana.wiring.session import Session

REQUEST, APPROVAL = "request", "approval"
"""The names under which an entry gives the digests of a request and of the signed note over it."""
FAILED = "failed"
"""The outcome of an act that did not come to its end; the same request may be approved again."""
REFUSE, REFUSAL = "refuse", "refusal"
"""The act of a request not to do another one, and the name under which the entry gives its digest."""
_SHORTEST = 8
Alone = Callable[[Session, Recorded, Request, bytes, str, tuple[Registration, ...]], Approved]


@dataclass(frozen=True, slots=True)
class ActByTwo:
    """What two people may do, under the word that stands in the request.

    `examine` raises when the act could not be carried out as it is asked for.

    `carry_out` does it under the archive's lock and appends an entry with the digests of `evidence`. Called again after a
    crash, it finishes. `alone` approves for a person who is left alone, where the act allows it.
    """

    name: ActName
    examine: Callable[[Session, str, Mapping[str, str]], None]
    carry_out: Callable[[Session, Approved, Progress], Outcome[Approval]]
    alone: Alone | None = None


def propose(
    session: Session, act: ActByTwo, subject: str, parameters: Mapping[str, str], reason: str, name: str, key: Path
) -> Outcome[Proposal]:
    """Write and sign a request; the ledger records who asked for what."""
    act.examine(session, subject, parameters)
    signer = signer_of(session, name, key)
    with locks.writing(session, act.name):
        request = Request(session.settings.origin, session.ledger.head(), act.name, subject, reason, parameters)
        note = signed(request, signer)
        digests = {
            REQUEST: session.store.put_document(request.encode()),
            APPROVAL: session.store.put_document(note),
        }
        session.ledger.append([Entry(EntryType.PROPOSED, session.now(), name, subject, act.name, digests)])
    proposed = Proposed.of(request, (name,))
    return Outcome(Proposal(command=act.name, request=str(request.identifier), proposed=proposed))


def approve(
    session: Session, acts: Mapping[str, ActByTwo], identifier: str, name: str, key: Path, progress: Progress
) -> Outcome[Approval]:
    """Sign as the second person, and carry the act out. NotApproved, PersonRefused, CannotWork say why not."""
    signer = signer_of(session, name, key)
    with locks.writing(session, "approve"):
        session.holdings.fold_anew(session.now())  # what two people decide rests on no snapshot
        proposal = _found(session, identifier)
        request, note = _read(session, proposal.entry)
        act = acts.get(request.act)
        if request.ledger != session.settings.origin or act is None:
            raise CannotWork(
                tell(
                    "{identifier} asks for what cannot be done here: {act} in {ledger}",
                    identifier=identifier,
                    act=request.act,
                    ledger=request.ledger,
                )
            )
        compare(session.ledger, request.head)
        people = named(session)
        if act.alone is not None and [one.name for one in signatories(request, note, people)] == [name]:
            return act.carry_out(session, act.alone(session, proposal, request, note, name, people), progress)
        complete = signed(request, signer, note)
        return act.carry_out(session, approved(request, complete, people), progress)


def refuse(session: Session, identifier: str, name: str, key: Path) -> Outcome[Refusal]:
    """Sign that a request shall not be carried out; it waits no longer, and may be made anew.

    What is signed is another request, whose act is to refuse: a signature under the first one would approve it.
    """
    signer = signer_of(session, name, key)
    with locks.writing(session, "refuse"):
        request, _ = _read(session, _found(session, identifier).entry)
        head, subject = session.ledger.head(), str(request.identifier)
        refusal = Request(session.settings.origin, head, REFUSE, subject, "refused")
        digests = {
            REQUEST: request.identifier,
            REFUSAL: session.store.put_document(refusal.encode()),
            APPROVAL: session.store.put_document(signed(refusal, signer)),
        }
        entry = Entry(EntryType.REQUEST_REFUSED, session.now(), name, request.subject, request.act, digests)
        session.ledger.append([entry])
    return Outcome(Refusal(request=subject, by=name, act=request.act, subject=request.subject))


def evidence(session: Session, approval: Approved) -> dict[str, Digest]:
    """What the entry of an act names: the request, and the note that the people signed, kept as documents."""
    note = session.store.put_document(approval.note)
    return {REQUEST: approval.request.identifier, APPROVAL: note, **approval.besides}


def carried_out(
    approval: Approved, done: Iterable[Done], intact: int | None = None, tombstone: str | None = None
) -> Approval:
    """What an approval answers: each thing with its outcome."""
    request = approval.request
    return Approval(
        act=request.act,
        subject=request.subject,
        request=str(request.identifier),
        by=approval.by,
        done=tuple(done),
        intact=intact,
        tombstone=tombstone,
    )


def pending(session: Session) -> Outcome[RequestsListed]:
    """The requests that wait for a second person, oldest first."""
    people = named(session)
    waiting = (_open(session, proposal.entry, people) for proposal in lifecycle.open_requests(session.holdings))
    return Outcome(RequestsListed(requests=tuple(waiting)))


def _open(session: Session, entry: Entry, people: tuple[Registration, ...]) -> OpenRequest:
    request, note = _read(session, entry)
    return OpenRequest(
        request=str(request.identifier),
        act=request.act,
        subject=request.subject,
        reason=request.reason,
        parameters=request.parameters,
        position=request.head.size,
        signed_by=tuple(one.name for one in signatories(request, note, people)),
        time=entry.time.isoformat(),
    )


def _found(session: Session, identifier: str) -> Recorded:
    """The open proposal whose request has this digest, or a digest that begins so."""
    wanted = identifier.removeprefix("sha256:")
    if len(wanted) < _SHORTEST:
        raise UsageError(
            tell(
                "{identifier} is too short for a request: give at least {shortest} digits of its digest",
                identifier=identifier,
                shortest=_SHORTEST,
            )
        )
    matching = [
        one for one in lifecycle.open_requests(session.holdings) if one.entry.digests[REQUEST].hex.startswith(wanted)
    ]
    if len(matching) != 1:
        why = "no request waits under" if not matching else "several requests wait under"
        raise CannotWork(
            tell(
                "{why} {identifier}: `khizana requests` lists those that wait for a second person",
                why=why,
                identifier=identifier,
            )
        )
    return matching[0]


def _read(session: Session, entry: Entry) -> tuple[Request, bytes]:
    """The request and its note, each compared with the digest in the ledger."""
    document = session.document
    found = [document(entry.digests[name]) for name in (REQUEST, APPROVAL)]
    if [Digest.of(content) for content in found] != [entry.digests[name] for name in (REQUEST, APPROVAL)]:
        raise CannotWork(
            tell("the documents of the request {what} are altered: repair them first", what=entry.digests[REQUEST])
        )
    return Request.decode(found[0]), found[1]
