"""A policy is put in force by an entry of the ledger: by two people, once two were ever named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from archive.api import policy_files
from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.life.approval import Approved
from archive.life.people import takes_two
from archive.life.policies import ADOPTED, InForce, PolicyKind, name_of, named_by
from archive.model.digest import Digest
from archive.model.message import tell
from khizana.errors import CannotWork, UsageError
from khizana.outcome import Answer, Outcome
from khizana.service.dual_control import dual_control
from khizana.service.dual_control.answers import Approval, Done, Proposal
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.service.dual_control.naming import Signing
from khizana.service.dual_control.people import named
from khizana.service.index import following
from khizana.service.lifecycle import policies
from khizana.wiring import locks
from khizana.wiring.session import Session

ADOPT: Final = "adopt-policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAdopted(Answer):
    """Policies of a kind that are in force now, each by its name with the digest of its document."""

    command: Literal["policy adopt"] = "policy adopt"
    kind: PolicyKind
    adopted: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PolicyStanding:
    """A policy of a country: the document in force and the entry that names it; `waiting` is another that lies about."""

    kind: PolicyKind
    country: str
    document: str | None
    position: int | None
    waiting: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliciesListed(Answer):
    """The policies in force, and what lies in files or is published and differs from them."""

    command: Literal["policy list"] = "policy list"
    policies: tuple[PolicyStanding, ...]


def adopt(
    session: Session, kind: str, file: Path | None, reason: str, by: Signing | None, progress: Progress
) -> Outcome[PolicyAdopted | Proposal]:
    """Put in force what a file says; without one, what archive.toml names, or what is published with this program."""
    of = _kind(kind)
    found = _offered(session, of, file)
    digests = {name_of(of, country): session.store.put_document(content) for country, content in found.items()}
    parameters = {name: str(digest) for name, digest in digests.items()}
    if takes_two(named(session)):
        if by is None:
            raise UsageError(
                "two people were named in this archive, so a policy is changed by two: give --as NAME and --key FILE"
            )
        return dual_control.propose(session, ADOPTION, str(of), parameters, reason, by.name, by.key)
    with locks.writing(session, "policy adopt"):
        examine(session, str(of), parameters)
        _record(session, of, session.actor, digests)
        following.catch_up(session, progress)
    return Outcome(PolicyAdopted(kind=of, adopted=parameters))


def examine(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """Refuse what is no policy of that kind, and what is in force already."""
    kind = _kind(subject)
    asked = _asked(session, kind, parameters)
    known = policies.standing(session, kind)
    for one in asked:
        policy_files.understood(policies.content(session, one), kind)
    if not asked or all(one.country in known and known[one.country].document == one.document for one in asked):
        raise CannotWork(
            tell("this {kind} policy is in force already: `khizana policy list` shows which entry says so", kind=kind)
        )


def carry_out(session: Session, approval: Approved, progress: Progress) -> Outcome[Approval]:
    """Record that the policies of the request are in force."""
    request = approval.request
    examine(session, request.subject, request.parameters)
    kind = _kind(request.subject)
    digests = {name_of(kind, one.country): one.document for one in _asked(session, kind, request.parameters)}
    _record(session, kind, approval.by[-1], {**digests, **dual_control.evidence(session, approval)})
    following.catch_up(session, progress)
    done = (Done(subject=name, outcome="adopted", why=str(digest)) for name, digest in digests.items())
    return Outcome(dual_control.carried_out(approval, done))


def show(session: Session) -> Outcome[PoliciesListed]:
    """The policies in force with the entries that name them, and what lies in files or is published and differs from them."""
    return Outcome(PoliciesListed(policies=tuple(one for kind in PolicyKind for one in _standing(session, kind))))


def _standing(session: Session, kind: PolicyKind) -> Iterator[PolicyStanding]:
    known = policies.standing(session, kind)
    offered = {country: Digest.of(content) for country, content in policy_files.found(session.settings, kind).items()}
    for country in sorted({*known, *offered}):
        one, other = known.get(country), offered.get(country)
        waiting = None if other is None or (one and one.document == other) else str(other)
        document, position = (str(one.document), one.position) if one else (None, None)
        yield PolicyStanding(kind, country, document, position, waiting)


def _offered(session: Session, kind: PolicyKind, file: Path | None) -> Mapping[str, bytes]:
    if file is None:
        return policy_files.found(session.settings, kind)
    content, policy = policy_files.read(file, kind)
    return {str(policy["country"]): content}


def _kind(word: str) -> PolicyKind:
    try:
        return PolicyKind(word)
    except ValueError:
        raise UsageError(
            tell("{word!r} is no kind of policy: they are {policykind}", word=word, policykind=" and ".join(PolicyKind))
        ) from None


def _asked(session: Session, kind: PolicyKind, parameters: Mapping[str, str]) -> list[InForce]:
    """What an entry with these digests would put in force."""
    try:
        digests = {name: Digest.parse(written) for name, written in parameters.items()}
    except ValueError as error:
        raise CannotWork(tell("the request names no policy: {error}; ask for it anew", error=error)) from None
    entry = Entry(EntryType.POLICY_ADOPTED, session.now(), session.actor, str(kind), ADOPTED, digests)
    return [one for one in named_by(0, entry) if one.kind is kind]


def _record(session: Session, kind: PolicyKind, actor: str, digests: Mapping[str, Digest]) -> None:
    session.ledger.append([Entry(EntryType.POLICY_ADOPTED, session.now(), actor, str(kind), ADOPTED, digests)])


ADOPTION = ActByTwo(ADOPT, examine, carry_out)
