"""Building the derived rooms anew: catalogue and index from ledger and packages."""

from __future__ import annotations

from archive.ingest import Progress
from archive.ledger.seen import CutShort
from archive.model.json import Json
from indexer.build import rebuild_catalogue
from indexer.making import Making, one_by_one
from indexer.reindex import reindex as build_index
from khizana import following, known, wiring
from khizana.engines import made_beside
from khizana.errors import CannotWork
from khizana.outcome import Outcome
from khizana.rounds.halting import Halting
from khizana.seen import CATALOGUE
from khizana.wiring import Archive

MANY = 1_000
"""Packages of which the documents are made by more than one process."""


def rebuild(archive: Archive, progress: Progress) -> Outcome:
    """Catalogue and index anew from ledger and packages."""
    with wiring.deriving(archive, "rebuild"):
        _must_not_forget(archive)
        rebuild_catalogue(archive.ledger, archive.reading, archive.catalogue)
        return known.said_of_all(archive, _reindexed("rebuild", archive, progress, afresh=True))


def _must_not_forget(archive: Archive) -> None:
    """CutShort where the catalogue has seen more, or others, than the entries of the ledger: made anew, it would hide that."""
    found, _ = archive.ledger.objections()
    if remembered := [one for one in found if one.by == CATALOGUE]:
        raise CutShort(archive.settings.ledger, archive.ledger.head(), remembered, ())


def reindex(archive: Archive, progress: Progress, afresh: bool = False) -> Outcome:
    """The index anew from the packages, going on with what an interrupted build left unless it is to begin `afresh`.

    The lock of the derived rooms is not held meanwhile, so no ingest waits: until the swap the live index lags, then it follows.
    """
    outcome = _reindexed("reindex", archive, progress, afresh)
    following.catch_up_in_turn(archive, progress)
    return known.said_of_all(archive, outcome)


def _reindexed(command: str, archive: Archive, progress: Progress, afresh: bool) -> Outcome:
    halting = Halting(None)

    def step(stage: str, done: int, total: int) -> None:
        progress(stage, done, total)
        if halting.signalled:
            raise CannotWork(
                f"stopped at {done} of {total} ({stage}): run `khizana {command}` again; a reindex goes on"
            )

    with halting.listening():
        making = _making_of(archive, archive.ledger.head().size)
        built = build_index(archive.ledger, archive.reading, archive.engine, step, afresh=afresh, making=making)
    counts: dict[str, Json] = {
        "entries": built.entries,
        "packages": built.packages,
        "documents": built.documents,
        "begun": built.begun,
        "digest": str(built.sum),
    }
    return Outcome({"command": command, "built": counts})


def _making_of(archive: Archive, packages: int) -> Making:
    """Made by processes of their own, where there are so many packages that it is worth starting them."""
    return made_beside(archive.settings.store) if packages >= MANY else one_by_one(archive.reading)
