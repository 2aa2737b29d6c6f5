"""How a round of an audit enters the ledger (archive.audit.recording), also when it was killed."""

from __future__ import annotations

from collections.abc import Mapping

from archive.api.rights import may_record
from archive.audit.inventory import Inventory
from archive.audit.outcome import End
from archive.audit.recording import ReadRun, Recorder
from archive.model.json import Json
from khizana.service.fixity.journal import Journal
from khizana.wiring.session import Session


def note_killed(session: Session, store: str, journal: Journal, held: Inventory) -> None:
    """The last run of this round was killed before it could say so: what its journal tells is recorded now."""
    if may_record(session.settings):
        _recorder(session).interrupted(_run(store, journal), held)
    journal.end(None, End.INTERRUPTED)


def record(session: Session, store: str, journal: Journal, content: Mapping[str, Json], held: Inventory) -> bool:
    """Keep report and verdicts, and record them. False without the signing key, or in an archive that may only be read."""
    if not may_record(session.settings):
        return False
    _recorder(session).report(_run(store, journal), held, content)
    return True


def _recorder(session: Session) -> Recorder:
    return Recorder(session.store, session.ledger, session.actor, session.now())


def _run(store: str, journal: Journal) -> ReadRun:
    round_ = journal.round
    return ReadRun(store, round_.scope.name, round_.runs[-1].began, round_.last)
