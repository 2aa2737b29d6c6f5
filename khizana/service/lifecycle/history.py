"""What came when: every state of an act, every version of a register, in order, with why and what it changed."""

from __future__ import annotations

from collections.abc import Iterator

from archive.api.acts import act_in
from archive.model.identifiers import InvalidIdentifier, RegisterId
from archive.model.records.act import ActObject, mentions
from archive.model.records.changes import changes, mentions_added
from archive.model.records.register import RegisterObject
from archive.model.records.restated import described_otherwise
from archive.model.records.version import Version, version_of
from indexer.catalogue.rows import PackageRow
from khizana.outcome import Outcome
from khizana.service.audit import known_differences
from khizana.service.lifecycle import register_chain
from khizana.service.lifecycle.answers import (
    ActHistory,
    ActState,
    Brought,
    FieldChange,
    HistoryShown,
    MentionAdded,
    RecordedAt,
    RegisterHead,
    RegisterVersion,
    Shown,
    ShownView,
    part,
)
from khizana.wiring.session import Session

FIRST, DISPOSED = "first", "disposed"
"""The reasons of a package that follows none, and of a tombstone."""


def is_register(identifier: str) -> bool:
    """Whether an identifier is written as a register's."""
    try:
        RegisterId.parse(identifier)
    except InvalidIdentifier:
        return False
    return True


def history(session: Session, identifier: str) -> Outcome[HistoryShown]:
    """Every version of a register, or every state of an act in each paper copy, the oldest first."""
    if is_register(identifier):
        register = register_chain.frozen_register(session, identifier)
        rows = session.catalogue.chain(register)
        versions = tuple(
            _gone(row) if row.disposed else _version(session, row, before)
            for before, row in zip((None, *rows), rows, strict=False)
        )
        told = HistoryShown(asked=identifier, register=register, versions=versions)
        return known_differences.said(session, Outcome(told), [row.id for row in rows], read=True)
    act, found = register_chain.current(session, identifier)
    copies = tuple(_copy(session, chain, package, act) for chain, package, _ in found)
    told = HistoryShown(asked=identifier, act=act, copies=copies)
    return known_differences.said(
        session, Outcome(told), [package for chain, _, _ in found for package in chain], read=True
    )


def register_shown(session: Session, identifier: str) -> Outcome[Shown]:
    """A register as it stands: its head, which a version must name, its images and how much is held of it."""
    register = register_chain.frozen_register(session, identifier)
    chain = session.catalogue.chain(register)
    head = chain[-1]
    stands = session.reading.standing(tuple(row.link for row in chain if not row.disposed))
    facts = session.reading.facts(head.id)
    shown = Shown(
        asked=identifier,
        register=register,
        office=part(session.reading.register(head.id), "office"),
        head=RegisterHead(head.id, head.tagmanifest),
        packages=tuple(row.id for row in chain),
        disposed=facts.disposed or None,
        stands=Brought(0, 0, 0) if facts.disposed else Brought(facts.views, facts.acts, facts.mentions),
        views=tuple(ShownView.of(placed.view, placed.package) for placed in stands.views),
    )
    return known_differences.said(session, Outcome(shown), [row.id for row in chain], read=True)


def _gone(row: PackageRow) -> RegisterVersion:
    """A package that was disposed of: what the ledger goes on saying of it."""
    return RegisterVersion(
        version=row.version,
        reason=None,
        package=row.id,
        basis=None,
        delivery={"id": row.delivery},
        stored=row.stored,
        recorded=RecordedAt(row.stored_at, row.tagmanifest),
        brought=Brought(row.views, row.acts, row.mentions),
        disposed=True,
    )


def _version(session: Session, row: PackageRow, before: PackageRow | None) -> RegisterVersion:
    """One package of a register's chain, with the images and acts that it brought, and what it changed of the description."""
    register = session.reading.register(row.id)
    differing = (
        described_otherwise(part(session.reading.register(before.id), "register"), part(register, "register"))
        if before and not before.disposed
        else ()
    )
    version = version_of(part(register, "register"))
    later = row.version > 1
    return RegisterVersion(
        version=row.version,
        reason=_reason(register, version),
        package=row.id,
        basis=version.basis if version else None,
        delivery=part(register, "delivery"),
        stored=row.stored,
        recorded=RecordedAt(row.stored_at, row.tagmanifest),
        changes=tuple(FieldChange.of(change) for change in differing),
        brought=Brought(row.views, row.acts, row.mentions),
        views=tuple(ShownView.of(view) for view in session.reading.views(row.id)) if later else (),
        acts=tuple(str(act["id"]) for act in session.reading.acts(row.id)) if later else (),
    )


def _reason(register: RegisterObject, version: Version | None) -> str:
    """Why a package came."""
    return DISPOSED if "disposed" in register else str(version.reason) if version else FIRST


def _copy(session: Session, chain: tuple[str, ...], package: str, act: str) -> ActHistory:
    register = str(session.reading.register(package)["id"])
    return ActHistory(register, chain, tuple(_states(session, register, act)))


def _states(session: Session, register: str, identifier: str) -> Iterator[ActState]:
    """The packages of the chain that changed the act, each with the act as it left it."""
    before: ActObject | None = None
    for row in session.catalogue.chain(register):
        act = act_in(session.reading, row.id, identifier)
        if act is not None:
            yield _state(session, row, before, act)
            before = act


def _state(session: Session, row: PackageRow, before: ActObject | None, act: ActObject) -> ActState:
    register = session.reading.register(row.id)
    version = version_of(part(register, "register"))
    added = mentions_added(before, act)
    return ActState(
        version=row.version,
        reason=_reason(register, version),
        package=row.id,
        basis=version.basis if version else None,
        delivery=part(register, "delivery"),
        stored=row.stored,
        recorded=RecordedAt(row.stored_at, row.tagmanifest),
        changes=() if before is None else tuple(map(FieldChange.of, changes(before, act))),
        mentions_added=tuple(MentionAdded(int(str(one["order"])), str(one["kind"])) for one in added),
        mentions=len(mentions(act)),
        act=act,
    )
