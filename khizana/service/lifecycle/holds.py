"""Holds: what must stay, whatever a retention policy says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.holdings import lifecycle, queries
from archive.ledger.entry import Entry, EntryType
from archive.life.holds import Hold, Keeping, is_on_hold, is_reason, must_be_holdable, must_be_on_hold
from archive.model.message import tell
from khizana.errors import UsageError
from khizana.outcome import Answer, Outcome
from khizana.wiring import locks
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Answer):
    """A hold that stands now."""

    command: Literal["hold"] = "hold"
    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReleased(Answer):
    """A hold that was taken away."""

    command: Literal["release"] = "release"
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Disposed:
    """A register that was disposed of: the tombstone at its head, the packages before it; `done` when their bytes are gone."""

    register: str
    tombstone: str
    packages: tuple[str, ...]
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsListed(Answer):
    """What is on hold, and what was disposed of."""

    command: Literal["holds"] = "holds"
    holds: tuple[Hold, ...]
    disposed: tuple[Disposed, ...]


def kept(session: Session) -> Keeping:
    """What the ledger says of holds and disposals now."""
    return lifecycle.keeping(session.holdings)


def hold(session: Session, subject: str, reason: str) -> Outcome[HoldPlaced]:
    """Place a hold on a register or on one of its packages. The same hold placed twice stands once."""
    if not is_reason(reason):
        raise UsageError(
            tell(
                "--reason {reason!r} is no code: use a-z, 0-9, full stop and hyphen, such as court-case-12",
                reason=reason,
            )
        )
    with locks.writing(session, "hold"):
        known = kept(session)
        must_be_holdable(subject, _is_held(session, subject), known)
        if not is_on_hold(subject, reason, known):
            _record(session, EntryType.HOLD_PLACED, subject, reason)
    return Outcome(HoldPlaced(subject=subject, reason=reason))


def release(session: Session, subject: str, reason: str) -> Outcome[HoldReleased]:
    """Take a hold away; other holds on the same thing stay. NotAllowed when there is none for that reason."""
    with locks.writing(session, "release"):
        must_be_on_hold(subject, reason, kept(session))
        _record(session, EntryType.HOLD_RELEASED, subject, reason)
    return Outcome(HoldReleased(subject=subject, reason=reason))


def holds(session: Session) -> Outcome[HoldsListed]:
    """Every hold that stands, and every register that was disposed of."""
    known = kept(session)
    gone = (Disposed(one.register, one.tombstone, one.packages, one.done) for one in known.disposals.values())
    return Outcome(HoldsListed(holds=known.holds, disposed=tuple(gone)))


def _is_held(session: Session, subject: str) -> bool:
    return bool(queries.package(session.holdings, subject) or queries.chain(session.holdings, subject))


def _record(session: Session, kind: EntryType, subject: str, reason: str) -> None:
    session.ledger.append([Entry(kind, session.now(), session.actor, subject, reason)])
