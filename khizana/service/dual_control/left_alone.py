"""Whoever is left alone may name another: thirty days after a witness saw the request, and if nobody else signed anything since.

Both days are the witness's word, never our clock's: the request stood in the ledger for all to see, and somebody outside can
say since when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from archive.ledger.evidence.evidence import Evidence
from archive.ledger.evidence.witness import Witnessed, every_word
from archive.ledger.log.proof import compare
from archive.ledger.port import Recorded
from archive.life.approval import Approved, NotApproved
from archive.life.people import Registration, standing_now
from archive.life.request import Request
from archive.model.message import tell
from khizana.wiring import witness_keys
from khizana.wiring.session import Session

WAITING = timedelta(days=30)
FIRST, LAST = "witnessed.first", "witnessed.last"
"""The names under which the entry gives the countersigned checkpoints that the waiting is proved by."""

_Seen = tuple[Witnessed, bytes]


def alone(
    session: Session, proposal: Recorded, request: Request, note: bytes, name: str, people: tuple[Registration, ...]
) -> Approved:
    """The approval of one person; NotApproved says what is lacking, and from when on it may be asked again."""
    _must_be_alone(session, proposal, {other for other in standing_now(people) if other != name})
    first, last = _waited(session, proposal.position)
    for said, _ in (first, last):
        compare(session.ledger, said.head)
    evidence = {FIRST: session.store.put_document(first[1]), LAST: session.store.put_document(last[1])}
    return Approved(request, (name,), note, evidence)


def _must_be_alone(session: Session, proposal: Recorded, others: set[str]) -> None:
    for recorded in session.ledger.since(proposal.position + 1):
        entry = recorded.entry
        if entry.actor in others and "request" in entry.digests:
            raise NotApproved(
                tell(
                    "{actor} signed entry {position} since this was asked for, so nobody is left alone: "
                    "another of those who are named must approve",
                    actor=entry.actor,
                    position=recorded.position,
                )
            )


def _waited(session: Session, position: int) -> tuple[_Seen, _Seen]:
    """The first and the last time that one witness saw the request, if the waiting lies between them."""
    soonest: Witnessed | None = None
    for seen in _seen(session, position):
        first, last = min(seen, key=_time), max(seen, key=_time)
        if last[0].time - first[0].time >= WAITING:
            return first, last
        soonest = first[0] if soonest is None or first[0].time < soonest.time else soonest
    if soonest is None:
        raise NotApproved(
            "it takes another person to approve it; whoever is left alone may name one thirty days after a witness "
            "countersigned the ledger with the request in it, and none has: `khizana ledger growth`, then `ledger witness`"
        )
    raise NotApproved(
        tell(
            "{witness} saw the request at {isoformat}: from {isoformat2} on let it countersign the "
            "ledger again (`khizana ledger growth`, then `ledger witness`), and approve again",
            witness=soonest.witness,
            isoformat=soonest.time.isoformat(),
            isoformat2=(soonest.time + WAITING).isoformat(),
        )
    )


def _seen(session: Session, position: int) -> Iterator[list[_Seen]]:
    """What each witness said of ledgers that hold the entry at a position; nothing for one that never did."""
    kept = list(Evidence(session.settings.ledger).witnessed())
    for witness in witness_keys.trusted(session):
        found = [
            (said, one.content) for one in kept for said in every_word(one.content, witness, session.settings.origin)
        ]
        if reaching := [one for one in found if one[0].head.size > position]:
            yield reaching


def _time(seen: _Seen) -> datetime:
    return seen[0].time
