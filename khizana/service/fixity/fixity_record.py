"""How an audit enters the ledger: what it read, what it found, and how it ended, also when it failed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import cast

from archive.api.rights import may_record
from archive.audit.inventory import FIXITY, REPORT, VERDICTS, Inventory
from archive.audit.outcome import Conclusion, End
from archive.ledger.entry import Entry, EntryType
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.model.verdicts import Verdicts, together
from khizana.service.fixity.journal import Journal
from khizana.wiring.session import Session

INTERRUPTED = "interrupted"


def note_killed(session: Session, store: str, journal: Journal, held: Inventory) -> None:
    """The last run of this round was killed before it could say so: what its journal tells is recorded now."""
    verdicts = _verdicts(store, journal, held)
    if may_record(session.settings):
        counts = {"packages": sum(len(read) for read in journal.round.last.values())}
        _append(session, store, journal, INTERRUPTED, End.INTERRUPTED, {VERDICTS: verdicts}, counts)
    journal.end(None, End.INTERRUPTED)


def record(session: Session, store: str, journal: Journal, content: Mapping[str, Json], held: Inventory) -> bool:
    """Keep report and verdicts, and record them. False without the signing key, or in an archive that may only be read."""
    if not may_record(session.settings):
        return False
    end = End(str(content["end"]))
    counts = {name: value for name, value in _object(content["counts"]).items() if isinstance(value, int)}
    documents = {REPORT: write_pretty(content), VERDICTS: _verdicts(store, journal, held)}
    _append(session, store, journal, _outcome(str(content["conclusion"]), end), end, documents, counts)
    return True


def _outcome(conclusion: str, end: End) -> str:
    """A difference weighs more than an interruption, and an interruption more than what was intact until then."""
    if end is End.INTERRUPTED and conclusion in (Conclusion.INTACT, Conclusion.NOTHING_READ):
        return INTERRUPTED
    return conclusion


def _verdicts(store: str, journal: Journal, held: Inventory) -> bytes:
    outcomes = {str(word): together(read, held.positions) for word, read in journal.round.last.items()}
    return Verdicts(store, journal.round.runs[-1].began, outcomes).encode()


def _append(
    session: Session,
    store: str,
    journal: Journal,
    outcome: str,
    end: End,
    documents: Mapping[str, bytes],
    counts: Mapping[str, int],
) -> None:
    """A store that is away cannot keep documents; the entry is made all the same, so that the failure is not forgotten."""
    digests: dict[str, Digest] = {}
    with suppress(OSError):
        digests = {name: session.store.put_document(content) for name, content in documents.items()}
    links = {"scope": _word(journal.round.scope.name), "store": store, "end": str(end)}
    actor = session.actor
    session.ledger.append([Entry(EntryType.AUDIT, session.now(), actor, FIXITY, outcome, digests, counts, links)])


def _word(scope: str) -> str:
    return scope[:200]


def _object(value: Json) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], value)
