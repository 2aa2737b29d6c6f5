"""Holds: what must stay, whatever a retention policy says."""

from __future__ import annotations

import re

from archive.holdings import lifecycle, queries
from archive.ledger.entry import Entry, EntryType
from archive.ledger.keeping import Hold, Keeping, register_of_subject
from archive.model.json import Json
from khizana.errors import CannotWork, UsageError
from khizana.outcome import Outcome
from khizana.wiring import locks
from khizana.wiring.session import Session

_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


def kept(session: Session) -> Keeping:
    """What the ledger says of holds and disposals now."""
    return lifecycle.keeping(session.holdings)


def hold(session: Session, subject: str, reason: str) -> Outcome:
    """Place a hold on a register or on one of its packages. The same hold placed twice stands once."""
    if not _CODE.fullmatch(reason):
        raise UsageError(f"--reason {reason!r} is no code: use a-z, 0-9, full stop and hyphen, such as court-case-12")
    with locks.writing(session, "hold"):
        known = kept(session)
        _must_be_held(session, subject)
        if register_of_subject(subject) in known.disposals:
            raise CannotWork(f"{subject} was disposed of: there is nothing left that a hold could keep")
        if all((one.subject, one.reason) != (subject, reason) for one in known.holds):
            _record(session, EntryType.HOLD_PLACED, subject, reason)
    return Outcome({"command": "hold", "subject": subject, "reason": reason})


def release(session: Session, subject: str, reason: str) -> Outcome:
    """Take a hold away; other holds on the same thing stay. CannotWork when there is none for that reason."""
    with locks.writing(session, "release"):
        if all((one.subject, one.reason) != (subject, reason) for one in kept(session).holds):
            raise CannotWork(f"no hold on {subject} stands for {reason}: `khizana holds` lists those that do")
        _record(session, EntryType.HOLD_RELEASED, subject, reason)
    return Outcome({"command": "release", "subject": subject, "reason": reason})


def holds(session: Session) -> Outcome:
    """Every hold that stands, and every register that was disposed of."""
    known = kept(session)
    standing: list[Json] = [_said(one) for one in known.holds]
    gone: list[Json] = [
        {"register": one.register, "tombstone": one.tombstone, "packages": list(one.packages), "done": one.done}
        for one in known.disposals.values()
    ]
    return Outcome({"command": "holds", "holds": standing, "disposed": gone})


def _said(one: Hold) -> Json:
    return {"subject": one.subject, "reason": one.reason, "position": one.position}


def _must_be_held(session: Session, subject: str) -> None:
    register_of_subject(subject)
    if not queries.package(session.holdings, subject) and not queries.chain(session.holdings, subject):
        raise CannotWork(f"the ledger names neither a register nor a package {subject}")


def _record(session: Session, kind: EntryType, subject: str, reason: str) -> None:
    session.ledger.append([Entry(kind, session.now(), session.actor, subject, reason)])
