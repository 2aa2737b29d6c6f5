"""What came when: every state of an act, every version of a register, in order, with why and what it changed."""

from __future__ import annotations

from typing import cast

from archive.model.act import ActObject, mentions
from archive.model.changes import changes, mentions_added
from archive.model.identifiers import InvalidIdentifier, RegisterId
from archive.model.json import Json
from archive.model.register import RegisterObject
from archive.model.restated import described_otherwise
from archive.model.version import version_of
from indexer.catalogue.rows import PackageRow
from khizana.outcome import Outcome
from khizana.service.audit import known_differences
from khizana.service.lifecycle import register_chain
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


def history(session: Session, identifier: str) -> Outcome:
    """Every version of a register, or every state of an act in each paper copy, the oldest first."""
    if is_register(identifier):
        register = register_chain.frozen_register(session, identifier)
        rows = session.catalogue.chain(register)
        versions: list[Json] = [
            _gone(row) if row.disposed else _version(session, row, before)
            for before, row in zip((None, *rows), rows, strict=False)
        ]
        told = Outcome({"command": "show history", "register": register, "asked": identifier, "versions": versions})
        return known_differences.said(session, told, [row.id for row in session.catalogue.chain(register)])
    act, found = register_chain.current(session, identifier)
    copies: list[Json] = []
    for chain, package, _ in found:
        register = str(session.reading.register(package)["id"])
        copies.append({"register": register, "packages": list(chain), "states": _states(session, register, act)})
    outcome = Outcome({"command": "show history", "act": act, "asked": identifier, "copies": copies})
    return known_differences.said(session, outcome, [package for chain, _, _ in found for package in chain])


def register_shown(session: Session, identifier: str) -> Outcome:
    """A register as it stands: its head, which a version must name, its images and how much is held of it."""
    register = register_chain.frozen_register(session, identifier)
    chain = session.catalogue.chain(register)
    stands = session.reading.standing(tuple(row.link for row in chain if not row.disposed))
    facts = session.reading.facts(chain[-1].id)
    content: dict[str, Json] = {
        "command": "show",
        "register": register,
        "asked": identifier,
        "office": session.reading.register(chain[-1].id)["office"],
        "head": {"package": chain[-1].id, "tagmanifest": chain[-1].tagmanifest},
        "packages": [row.id for row in chain],
        "disposed": facts.disposed or None,
        "stands": {name: 0 if facts.disposed else getattr(facts, name) for name in ("views", "acts", "mentions")},
        "views": [{"package": placed.package, **placed.view.to_json()} for placed in stands.views],
    }
    return known_differences.said(session, Outcome(content), [row.id for row in chain])


def _came(row: PackageRow, register: RegisterObject) -> dict[str, Json]:
    """Which delivery brought a package, when and why, and the ledger entry that vouches for it."""
    version = version_of(cast("RegisterObject", register["register"]))
    reason = DISPOSED if "disposed" in register else str(version.reason) if version else FIRST
    return {
        "version": row.version,
        "reason": reason,
        "package": row.id,
        "basis": None if version is None or version.basis is None else dict(version.basis),
        "delivery": register["delivery"],
        "stored": row.stored,
        "recorded": {"position": row.stored_at, "tagmanifest": row.tagmanifest},
    }


def _gone(row: PackageRow) -> Json:
    """A package that was disposed of: what the ledger goes on saying of it."""
    return {
        "version": row.version,
        "reason": None,
        "basis": None,
        "package": row.id,
        "delivery": {"id": row.delivery},
        "stored": row.stored,
        "recorded": {"position": row.stored_at, "tagmanifest": row.tagmanifest},
        "disposed": True,
        "changes": [],
        "brought": {"views": row.views, "acts": row.acts, "mentions": row.mentions},
        "views": [],
        "acts": [],
    }


def _version(session: Session, row: PackageRow, before: PackageRow | None) -> Json:
    """One package of a register's chain, with the images and acts that it brought, and what it changed of the description."""
    views = session.reading.views(row.id)
    differing = (
        described_otherwise(_described(session, before), _described(session, row))
        if before and not before.disposed
        else ()
    )
    return {
        **_came(row, session.reading.register(row.id)),
        "changes": [change.to_json() for change in differing],
        "brought": {"views": row.views, "acts": row.acts, "mentions": row.mentions},
        "views": [view.to_json() for view in views] if row.version > 1 else [],
        "acts": [str(act["id"]) for act in session.reading.acts(row.id)] if row.version > 1 else [],
    }


def _described(session: Session, row: PackageRow) -> RegisterObject:
    return cast("RegisterObject", session.reading.register(row.id)["register"])


def _states(session: Session, register: str, identifier: str) -> list[Json]:
    """The packages of the chain that changed the act, each with the act as it left it."""
    states: list[Json] = []
    before: ActObject | None = None
    for row in session.catalogue.chain(register):
        act = register_chain.act_in(session, row.id, identifier)
        if act is None:
            continue
        differing = changes(before, act) if before is not None else ()
        added = mentions_added(before, act)
        states.append(
            {
                **_came(row, session.reading.register(row.id)),
                "changes": [change.to_json() for change in differing],
                "mentions_added": [{"order": one["order"], "kind": one["kind"]} for one in added],
                "mentions": len(mentions(act)),
                "act": act,
            }
        )
        before = act
    return states
