"""Makes an archive and opens one, with what is derived from it beside."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from archive.api import opening
from archive.api.archive import system_clock
from archive.ledger.keys.checkpoint import Signer, Verifier
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.port import SignedLedger
from indexer.catalogue.sqlite import SqlCatalogue
from khizana import settings
from khizana.settings import ArchiveSettings
from khizana.wiring import clock, observers
from khizana.wiring.engines import engine_of
from khizana.wiring.session import Session


def create(root: Path, name: str | None, group: int | None = None) -> Session:
    """Make a new archive (`archive.api.create`), and open it. CannotCreate."""
    opening.create(root, name, group=group, actor=settings.person().actor, clock=system_clock)
    return open_archive(root)


def open_archive(given: Path | None) -> Session:
    """Open an archive, for reading as long as `writing` is not entered. NoArchive, ArchiveUnusable, CannotWork, KeyUnusable."""
    found = settings.read(settings.find(given))
    catalogue = SqlCatalogue(found.catalogue, found.origin)
    archive = opening.opened(found, settings.person().actor, system_clock, partial(observers.told, catalogue))
    session = Session.of(archive, found, catalogue, engine_of(found))
    clock.say(session)
    observers.say(found, session.ledger, catalogue)
    return session


def ledger_of(made: ArchiveSettings, verifier: Verifier, signer: Signer | None = None) -> SignedLedger:
    """The ledger under another key than the one in force: a change of the key needs it."""
    catalogue = SqlCatalogue(made.catalogue, made.origin)
    return FilesLedger(made.ledger, verifier, signer, partial(observers.told, catalogue, made))
