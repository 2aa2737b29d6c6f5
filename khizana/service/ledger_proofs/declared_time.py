"""The time of an entry is declared false by two people: it is then neither a reading nor a bound."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.life.approval import Approved
from archive.model.json import Json
from khizana.errors import UsageError
from khizana.outcome import Outcome
from khizana.service.dual_control import dual_control
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.wiring.session import Session

DECLARE = "declare-time"
FALSE = "false"


def propose(session: Session, position: int, reason: str, name: str, key: Path) -> Outcome:
    """Ask that the time of the entry at a position be declared false."""
    return dual_control.propose(session, DECLARATION, str(position), {}, reason, name, key)


def examine(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """Refuse what is no entry."""
    size = session.ledger.head().size
    if not subject.isdecimal() or str(int(subject)) != subject or int(subject) >= size:
        raise UsageError(f"the ledger holds {size} entries, counted from 0: there is no entry {subject}")


def carry_out(session: Session, approval: Approved, progress: Progress) -> Outcome:
    """Record it, with the request and both signatures."""
    request = approval.request
    digests, actor = dual_control.evidence(session, approval), approval.by[-1]
    session.ledger.append([Entry(EntryType.TIME_DECLARED, session.now(), actor, request.subject, FALSE, digests)])
    done: Json = [{"subject": request.subject, "outcome": "declared", "why": ""}]
    content: dict[str, Json] = {"command": "approve", "act": request.act, "subject": request.subject, "done": done}
    return Outcome({**content, "request": str(request.identifier), "by": list(approval.by), "intact": 0})


DECLARATION = ActByTwo(DECLARE, examine, carry_out)
