"""Repair of a store from another one: asked for by one person, approved and carried out by a second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from archive.holdings import queries
from archive.holdings.values import HeldPackage
from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.life.approval import Approved
from archive.life.repair import ALL, must_be_repairable
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.model.message import tell
from archive.repair import Outcome as Fate
from archive.repair import Repaired, repair_document, repair_package
from khizana.errors import Exit, UsageError
from khizana.outcome import Outcome
from khizana.service.dual_control import dual_control
from khizana.service.dual_control.answers import Approval, Done, Proposal
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.wiring.locks import writing_replica
from khizana.wiring.replica_folder import position, present
from khizana.wiring.session import Session, replicas, store_named

REPORT = "repair-report/1"
_SOURCE, _STORE = "from", "store"


def propose(
    session: Session, subject: str | None, source: str, store: str, reason: str, name: str, key: Path
) -> Outcome[Proposal]:
    """Ask for the repair of one package or document, or of everything that differs when the second person approves."""
    return dual_control.propose(session, REPAIR, subject or ALL, {_SOURCE: source, _STORE: store}, reason, name, key)


def examine(session: Session, subject: str, parameters: Mapping[str, str]) -> None:
    """Refuse what could not be carried out: stores that are not there, names that the ledger does not know."""
    source, store = parameters[_SOURCE], parameters[_STORE]
    if source == store:
        raise UsageError(tell("{store} cannot be repaired from itself: name another store with --from", store=store))
    _stores_present(session, source, store)
    package = queries.package(session.holdings, subject)
    held = package is not None and package.gone is None
    must_be_repairable(subject, subject == ALL or held or bool(queries.named(session.holdings, subject)))


def carry_out(session: Session, approval: Approved, progress: Progress) -> Outcome[Approval]:
    """Repair, then record what was done to each package and document, with the report and the approval. Locked, CannotWork."""
    request = approval.request
    source, store = request.parameters[_SOURCE], request.parameters[_STORE]
    with ExitStack() as locks:
        _stores_present(session, source, store)
        for replica in replicas(session):
            if replica.name in (source, store):
                locks.enter_context(writing_replica(replica))
        done = list(_repaired(session, approval, progress))
    _record(session, approval, done)
    failed = any(one.outcome is Fate.FAILED for one in done)
    told = (_done(one) for one in done if one.outcome is not Fate.INTACT or request.subject != ALL)
    intact = sum(one.outcome is Fate.INTACT for one in done)
    return Outcome(dual_control.carried_out(approval, told, intact), Exit.FINDINGS if failed else Exit.DONE)


def _done(one: Repaired) -> Done:
    return Done(
        subject=one.subject, outcome=one.outcome, why=one.why, files=one.files, bytes=one.bytes, before=one.before
    )


def case_of(request: Digest) -> str:
    """The name in quarantine of what one request set aside."""
    return request.hex[:16]


def _stores_present(session: Session, *names: str) -> None:
    for name in names:
        store_named(session, name)
    for replica in replicas(session):
        if replica.name in names:
            present(replica, session.settings.origin)


def _repaired(session: Session, approval: Approved, progress: Progress) -> Iterator[Repaired]:
    request, case = approval.request, case_of(approval.request.identifier)
    source = store_named(session, request.parameters[_SOURCE])
    damaged = store_named(session, request.parameters[_STORE])
    until = _copied_to(session, request.parameters[_STORE])
    wanted, chosen = _chosen(session, request.subject, session.holdings.head.size if until is None else until)
    for done, digest in enumerate(wanted, start=1):
        yield repair_document(digest, damaged, source, case)
        progress("repaired", done, len(wanted) + len(chosen))
    for done, one in enumerate(chosen, start=len(wanted) + 1):
        held = queries.confirmed(session.holdings, one)
        yield repair_package(held.package, held.tagmanifest, damaged, source, case)
        progress("repaired", done, len(wanted) + len(chosen))


def _chosen(session: Session, subject: str, until: int) -> tuple[Sequence[Digest], Sequence[HeldPackage]]:
    """The documents and packages that a request is about, of those that the first so many entries name."""
    holdings = session.holdings
    if subject == ALL:
        return queries.documents(holdings, until), [*queries.packages(holdings, until)]
    package, named = queries.package(holdings, subject), queries.named_at(holdings, subject)
    held = package is not None and package.gone is None and package.position < until
    return (
        [Digest.parse(subject)] if named is not None and named < until else [],
        [package] if package is not None and held else [],
    )


def _copied_to(session: Session, store: str) -> int | None:
    """How many entries a replica was given: what it has not is for a sync, not for a repair. None for the archive's own store."""
    return next((position(one) for one in replicas(session) if one.name == store), None)


def _record(session: Session, approval: Approved, done: list[Repaired]) -> None:
    """One entry for each thing that was repaired or could not be; one for the request when all was intact already."""
    request, head = approval.request, session.ledger.head()
    told = [one for one in done if one.outcome is not Fate.INTACT]
    report: dict[str, Json] = {
        "schema": REPORT,
        "ledger": {"size": head.size, "root": head.root.hex()},
        "request": str(request.identifier),
        "store": request.parameters[_STORE],
        "source": request.parameters[_SOURCE],
        "counts": dict(Counter(str(one.outcome) for one in done)),
        "subjects": [one.to_json() for one in told],
    }
    digests = {"report": session.store.put_document(write_pretty(report)), **dual_control.evidence(session, approval)}
    links = {"source": request.parameters[_SOURCE], "store": request.parameters[_STORE]}
    time, actor = session.now(), approval.by[-1]

    def entry(subject: str, outcome: str, files: int, size: int) -> Entry:
        return Entry(EntryType.REPAIR, time, actor, subject, outcome, digests, {"files": files, "bytes": size}, links)

    # A request under which anything was repaired is spent; where all failed, it may be approved again.
    entries = [entry(one.subject, str(one.outcome), one.files, one.bytes) for one in told]
    session.ledger.append(entries or [entry(request.subject, str(Fate.INTACT), 0, 0)])


REPAIR = ActByTwo("repair", examine, carry_out)
