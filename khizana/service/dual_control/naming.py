"""Who may decide is itself decided by two: naming a person and withdrawing another, once two people were ever named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import InvalidKey, Verifier
from archive.life.approval import Approved, signed
from archive.life.people import KEY, may_be_named, standing, standing_now, takes_two
from archive.life.request import Request
from archive.model.digest import Digest
from archive.model.message import tell
from khizana.errors import CannotWork, UsageError
from khizana.outcome import Outcome
from khizana.service.dual_control import dual_control, left_alone
from khizana.service.dual_control.answers import Approval, Done, PersonAdded, PersonWithdrawn, Proposal
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.service.dual_control.people import key_of, named, place, signer_of, unplace
from khizana.wiring import locks
from khizana.wiring.session import Session

NAME: Final = "name-person"
WITHDRAW: Final = "withdraw-person"
VERIFIER = "verifier"
"""The parameter of a request that gives the verifier key of who shall be named."""
_PSEUDONYM = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs a request: the name in the ledger, and the file of the key."""

    name: str
    key: Path


def signing(name: str | None, key: Path | None, option: str) -> Signing | None:
    """What the command line gives of who signs: both, or neither; UsageError for one alone."""
    if (name is None) != (key is None):
        raise UsageError(
            tell("give --as NAME and {option} FILE together: who signs, and the key file of that person", option=option)
        )
    return None if name is None or key is None else Signing(name, key)


def add(session: Session, name: str, key: Path, lock: bool, by: Signing | None = None) -> Outcome[PersonAdded]:
    """Make a key for a person and name the person in the ledger. A key that a killed run has made is taken up again.

    Once two people were ever named, it takes two: `by` asks for it, and a second person approves.
    """
    if not _PSEUDONYM.fullmatch(name):
        raise UsageError(
            tell(
                "{name!r} is no pseudonym: use a-z, 0-9, full stop, hyphen and underscore, as in KHIZANA_ACTOR",
                name=name,
            )
        )
    with locks.writing(session, "person add"):
        known = named(session)
        if not key.exists() and any(one.name == name and one.until is None for one in known):
            raise CannotWork(tell("{name} is named already: withdraw {name} first, or choose another name", name=name))
        if takes_two(known):
            _must_be_signed(by, f"naming {name}")
        signer = key_of(session, name, key, lock)
        stands = any(one.verifier == signer.verifier and one.until is None for one in known)
        asked = by if not stands and takes_two(known) else None
        if not stands and asked is None:
            may_be_named(name, signer.verifier, known)
            document = session.store.put_document(f"{signer.verifier}\n".encode())
            actor = session.actor
            session.ledger.append([Entry(EntryType.PERSON_NAMED, session.now(), actor, name, digests={KEY: document})])
        if asked is None:
            place(session, name, f"{signer.verifier}\n")
    waits = None if asked is None else _proposed(session, name, signer.verifier, asked)
    return Outcome(
        PersonAdded(
            name=name,
            key=str(key),
            verifier=str(signer.verifier),
            request=None if waits is None else waits.request,
            proposed=None if waits is None else waits.proposed,
        )
    )


def withdraw(session: Session, name: str, by: Signing | None = None) -> Outcome[PersonWithdrawn | Proposal]:
    """From now on this person approves nothing more; what was approved stays so.

    Once two people were ever named, one may withdraw oneself alone, and it takes two to withdraw another.
    """
    if takes_two(known := named(session)):
        standing(name, known)
        signing = _must_be_signed(by, f"withdrawing {name}")
        if signing.name == name:
            return _withdraw_oneself(session, signing)
        return dual_control.propose(session, WITHDRAWAL, name, {}, "withdrawn", signing.name, signing.key)
    with locks.writing(session, "person withdraw"):
        standing(name, named(session))
        session.ledger.append([Entry(EntryType.PERSON_WITHDRAWN, session.now(), session.actor, name)])
        unplace(session, name)
    return Outcome(PersonWithdrawn(name=name))


def examine_naming(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """PersonRefused when the name is taken, or the key somebody's."""
    may_be_named(subject, _verifier(parameters), named(session))


def examine_withdrawal(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """PersonRefused when nobody of that name stands."""
    standing(subject, named(session))
    _must_leave_somebody(session, subject)


def carry_out_naming(session: Session, approval: Approved, progress: Progress) -> Outcome[Approval]:
    """Name the person whose key the request gives."""
    request = approval.request
    examine_naming(session, request.subject, request.parameters)
    key = f"{_verifier(request.parameters)}\n"
    digests = {KEY: session.store.put_document(key.encode()), **dual_control.evidence(session, approval)}
    _record(session, EntryType.PERSON_NAMED, approval, digests)
    place(session, request.subject, key)
    return Outcome(dual_control.carried_out(approval, [Done(subject=request.subject, outcome="named")]))


def carry_out_withdrawal(session: Session, approval: Approved, progress: Progress) -> Outcome[Approval]:
    """Withdraw the person of whom the request speaks."""
    subject = approval.request.subject
    examine_withdrawal(session, subject, {})
    _record(session, EntryType.PERSON_WITHDRAWN, approval, dual_control.evidence(session, approval))
    unplace(session, subject)
    return Outcome(dual_control.carried_out(approval, [Done(subject=subject, outcome="withdrawn")]))


def _record(session: Session, kind: EntryType, approval: Approved, digests: Mapping[str, Digest]) -> None:
    subject, actor = approval.request.subject, approval.by[-1]
    session.ledger.append([Entry(kind, session.now(), actor, subject, digests=digests)])


def _verifier(parameters: Mapping[str, str]) -> Verifier:
    try:
        return Verifier.parse(parameters.get(VERIFIER, ""))
    except InvalidKey as error:
        raise CannotWork(tell("the request gives no verifier key: {error}; ask for it anew", error=error)) from None


def _must_leave_somebody(session: Session, name: str) -> None:
    if set(standing_now(named(session))) <= {name}:
        raise CannotWork(
            tell("{name} is the last who is named: name another first, or nobody could ever be named again", name=name)
        )


def _proposed(session: Session, name: str, verifier: Verifier, by: Signing) -> Proposal:
    return dual_control.propose(session, NAMING, name, {VERIFIER: str(verifier)}, "named", by.name, by.key).answer


def _withdraw_oneself(session: Session, by: Signing) -> Outcome[PersonWithdrawn]:
    """Withdraw the person who signs; CannotWork for the last one, after whom nobody could ever be named."""
    signer = signer_of(session, by.name, by.key)
    with locks.writing(session, "person withdraw"):
        _must_leave_somebody(session, by.name)
        request = Request(session.settings.origin, session.ledger.head(), WITHDRAW, by.name, "withdrawn")
        digests = {
            dual_control.REQUEST: session.store.put_document(request.encode()),
            dual_control.APPROVAL: session.store.put_document(signed(request, signer)),
        }
        entry = Entry(EntryType.PERSON_WITHDRAWN, session.now(), by.name, by.name, digests=digests)
        session.ledger.append([entry])
        unplace(session, by.name)
    return Outcome(PersonWithdrawn(name=by.name))


def _must_be_signed(by: Signing | None, what: str) -> Signing:
    if by is None:
        raise UsageError(
            tell(
                "two people were named in this archive, so {what} takes two: give --as NAME and the key "
                "file of one of them",
                what=what,
            )
        )
    return by


NAMING = ActByTwo(NAME, examine_naming, carry_out_naming, left_alone.alone)
WITHDRAWAL = ActByTwo(WITHDRAW, examine_withdrawal, carry_out_withdrawal)
