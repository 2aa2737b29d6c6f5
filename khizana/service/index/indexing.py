"""Building the derived rooms anew: catalogue and index from ledger and packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.ingest import Progress
from archive.ledger.log.observed_heads import CutShort
from archive.model.message import tell
from indexer.building.build import rebuild_catalogue
from indexer.building.reindex import reindex as build_index
from indexer.documents.document_builder import Making, one_by_one
from khizana.errors import CannotWork
from khizana.outcome import Answer, Outcome
from khizana.service.audit import known_differences
from khizana.service.cancellation import Halting
from khizana.service.index import following
from khizana.wiring import locks
from khizana.wiring.engines import made_beside
from khizana.wiring.observers import CATALOGUE
from khizana.wiring.session import Session

MANY = 1_000
"""Packages of which the documents are made by more than one process."""

Command = Literal["rebuild", "reindex"]


@dataclass(frozen=True, slots=True)
class BuiltCounts:
    """How much an index was made from and holds; `begun` is the ledger position from which it was gone on with."""

    entries: int
    packages: int
    documents: int
    begun: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexBuilt(Answer):
    """An index that was made anew."""

    command: Command
    built: BuiltCounts


def rebuild(session: Session, progress: Progress) -> Outcome[IndexBuilt]:
    """Catalogue and index anew from ledger and packages."""
    with locks.deriving(session, "rebuild"):
        _must_not_forget(session)
        rebuild_catalogue(session.ledger, session.reading, session.catalogue)
        return known_differences.said_of_all(session, _reindexed("rebuild", session, progress, afresh=True))


def _must_not_forget(session: Session) -> None:
    """CutShort where the catalogue has seen more, or others, than the entries of the ledger: made anew, it would hide that."""
    found, _ = session.ledger.objections()
    if remembered := [one for one in found if one.by == CATALOGUE]:
        raise CutShort(session.settings.ledger, session.ledger.head(), remembered, ())


def reindex(session: Session, progress: Progress, afresh: bool = False) -> Outcome[IndexBuilt]:
    """The index anew from the packages, going on with what an interrupted build left unless it is to begin `afresh`.

    The lock of the derived rooms is not held meanwhile, so no ingest waits: until the swap the live index lags, then it follows.
    """
    outcome = _reindexed("reindex", session, progress, afresh)
    following.catch_up_in_turn(session, progress)
    return known_differences.said_of_all(session, outcome)


def _reindexed(command: Command, session: Session, progress: Progress, afresh: bool) -> Outcome[IndexBuilt]:
    halting = Halting(None)

    def step(stage: str, done: int, total: int) -> None:
        progress(stage, done, total)
        if halting.signalled:
            raise CannotWork(
                tell(
                    "stopped at {done} of {total} ({stage}): run `khizana {command}` again; a reindex goes on",
                    done=done,
                    total=total,
                    stage=stage,
                    command=command,
                )
            )

    with halting.listening():
        making = _making_of(session, session.ledger.head().size)
        built = build_index(session.ledger, session.reading, session.engine, step, afresh=afresh, making=making)
    counts = BuiltCounts(built.entries, built.packages, built.documents, built.begun, str(built.sum))
    return Outcome(IndexBuilt(command=command, built=counts))


def _making_of(session: Session, packages: int) -> Making:
    """Made by processes of their own, where there are so many packages that it is worth starting them."""
    return made_beside(session.store.location) if packages >= MANY else one_by_one(session.reading)
