"""Disposal of a register: asked for by one person, approved and carried out by a second. What was there is told for ever."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final

from archive.api.intake import claims_of
from archive.delivery.port import NotDelivered
from archive.ingest import Progress
from archive.ingest.ledger_holdings import numbering
from archive.ledger.entry import Entry, EntryType
from archive.life.approval import Approved
from archive.life.disposal import PolicyNow, must_be_disposable
from archive.life.holds import DECIDED, DONE, REQUEST, TOMBSTONE, Disposal
from archive.life.policies import PolicyKind
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.model.message import tell
from archive.package.planning import plan
from archive.store.deposit import deposit
from archive.store.port import NotStored, Store
from khizana.errors import CannotWork
from khizana.outcome import Outcome
from khizana.service.dual_control import dual_control
from khizana.service.dual_control.answers import Approval, Done, Proposal
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.service.index import following
from khizana.service.lifecycle import policies
from khizana.service.lifecycle.holds import kept
from khizana.service.lifecycle.tombstone import chain_of, tombstone
from khizana.wiring.clock import must_not_be_behind
from khizana.wiring.locks import writing_replica
from khizana.wiring.replica_folder import present
from khizana.wiring.session import Session, replicas

DISPOSE: Final = "dispose"
POLICY: Final = "policy"
"""The act, and the name under which a request and the entries give the retention policy that it is made under."""


def propose(session: Session, subject: str, reason: str, name: str, key: Path) -> Outcome[Proposal]:
    """Ask for the disposal of a register, with all its packages, in every store."""
    policy = _policy(session, RegisterId.parse(subject))
    return dual_control.propose(session, DISPOSAL, subject, {POLICY: policy} if policy else {}, reason, name, key)


def examine(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """Refuse what is not held, is kept by a hold or the policy, or of which a copy could stay behind."""
    must_not_be_behind(session, "whether a register may be disposed of")
    register = RegisterId.parse(subject)
    chain = chain_of(session, register)
    policy = PolicyNow(policies.retention(session, register.series.country), _policy(session, register))
    under = parameters.get(POLICY, "")
    must_be_disposable(register, bool(chain), kept(session), policy, under, session.now().date())
    for store in _stores(session):
        for package in chain:
            _must_not_lie_in_quarantine(store, package.subject)


def carry_out(session: Session, approval: Approved, progress: Progress) -> Outcome[Approval]:
    """Write the tombstone, record the decision, remove every copy, record that it is done. Killed, the same call finishes."""
    request = approval.request
    register = RegisterId.parse(request.subject)
    with ExitStack() as locks:
        locks.enter_context(claims_of(session).hold([numbering(register)]))
        stores = _stores(session, locks)
        decided = kept(session).disposals.get(request.subject)
        if decided is None or decided.request != str(request.identifier):
            examine(session, request.subject, request.parameters)
            decided = _decide(session, approval, register)
        _remove(decided, stores, progress)
    digests = {**dual_control.evidence(session, approval), **_made_under(session, approval)}
    counts = {"packages": len(decided.packages)}
    links = {TOMBSTONE: decided.tombstone, REQUEST: decided.request}
    actor = approval.by[-1]
    session.ledger.append(
        [Entry(EntryType.DISPOSED, session.now(), actor, request.subject, DONE, digests, counts, links)]
    )
    following.catch_up(session, progress)
    done = (Done(subject=package, outcome="disposed") for package in decided.packages)
    return Outcome(dual_control.carried_out(approval, done, tombstone=decided.tombstone))


def _decide(session: Session, approval: Approved, register: RegisterId) -> Disposal:
    """The tombstone rests in the store, then one append makes it the head and the disposal a fact."""
    chain = chain_of(session, register)
    material = tombstone(session, chain, approval)
    with suppress(NotStored):
        session.store.discard(material.package)
    receipt = deposit(plan(material), _nothing, session.store)
    time, actor, request = session.now(), approval.by[-1], str(approval.request.identifier)
    packages = tuple(entry.subject for entry in chain)
    links = {"register": str(register), "predecessor": packages[-1]}
    sizes = {"payload_bytes": receipt.payload_bytes, "payload_files": receipt.payload_files}
    counts = {**dict.fromkeys(("views", "pages", "acts", "mentions"), 0), **sizes}
    sealed = {"tagmanifest": receipt.tagmanifest}
    stored = Entry(EntryType.PACKAGE_STORED, time, actor, material.package, "", sealed, counts, links)
    told = {TOMBSTONE: material.package, REQUEST: request}
    gone = {"packages": len(packages), "bytes": sum(entry.counts.get("payload_bytes", 0) for entry in chain)}
    gone["files"] = sum(entry.counts.get("payload_files", 0) for entry in chain)
    decided = Entry(EntryType.DISPOSED, time, actor, str(register), DECIDED, _made_under(session, approval), gone, told)
    session.ledger.append([stored, decided])
    return Disposal(str(register), packages, material.package, request, done=False)


def _remove(decided: Disposal, stores: list[Store], progress: Progress) -> None:
    for done, package in enumerate(decided.packages, start=1):
        for store in stores:
            with suppress(NotStored):
                store.discard(package)
        progress("disposed", done, len(decided.packages))


def _stores(session: Session, locks: ExitStack | None = None) -> list[Store]:
    """Every store that has a copy; CannotWork when one is not there, because its copy would stay. With `locks` they are held."""
    stores: list[Store] = [session.store]
    for replica in replicas(session):
        present(replica, session.settings.origin)
        if locks is not None:
            locks.enter_context(writing_replica(replica))
        stores.append(replica.store)
    return stores


def _policy(session: Session, register: RegisterId) -> str:
    """The retention policy in force, by its digest; empty where the ledger names none yet."""
    one = policies.named(session, PolicyKind.RETENTION, register.series.country)
    return "" if one is None else str(one.document)


def _made_under(session: Session, approval: Approved) -> dict[str, Digest]:
    """The policy as an entry names it: that of the request, else (one made before the ledger named any) that in force."""
    request = approval.request
    policy = request.parameters.get(POLICY) or _policy(session, RegisterId.parse(request.subject))
    return {POLICY: Digest.parse(policy)} if policy else {}


def _must_not_lie_in_quarantine(store: Store, package: str) -> None:
    with suppress(NotStored):
        if next(store.quarantined(package).listing(), None) is not None:
            raise CannotWork(
                tell(
                    "damaged bytes of {package} lie in quarantine and would stay: take them out of its folder first",
                    package=package,
                )
            )


def _nothing(path: str) -> BinaryIO:
    raise NotDelivered(tell("a tombstone copies nothing, and was asked for {path}", path=path))


DISPOSAL = ActByTwo(DISPOSE, examine, carry_out)
