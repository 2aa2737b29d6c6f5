"""The time of an entry is declared false by two people: it is then neither a reading nor a bound."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.life.approval import Approved
from archive.model.message import tell
from khizana.errors import UsageError
from khizana.outcome import Outcome
from khizana.service.dual_control import dual_control
from khizana.service.dual_control.answers import Approval, Done, Proposal
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.wiring.session import Session

DECLARE: Final = "declare-time"
FALSE = "false"


def propose(session: Session, position: int, reason: str, name: str, key: Path) -> Outcome[Proposal]:
    """Ask that the time of the entry at a position be declared false."""
    return dual_control.propose(session, DECLARATION, str(position), {}, reason, name, key)


def examine(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """Refuse what is no entry."""
    size = session.ledger.head().size
    if not subject.isdecimal() or str(int(subject)) != subject or int(subject) >= size:
        raise UsageError(
            tell(
                "the ledger holds {size} entries, counted from 0: there is no entry {subject}",
                size=size,
                subject=subject,
            )
        )


def carry_out(session: Session, approval: Approved, progress: Progress) -> Outcome[Approval]:
    """Record it, with the request and both signatures."""
    request = approval.request
    digests, actor = dual_control.evidence(session, approval), approval.by[-1]
    session.ledger.append([Entry(EntryType.TIME_DECLARED, session.now(), actor, request.subject, FALSE, digests)])
    done = [Done(subject=request.subject, outcome="declared")]
    return Outcome(dual_control.carried_out(approval, done, intact=0))


DECLARATION = ActByTwo(DECLARE, examine, carry_out)
