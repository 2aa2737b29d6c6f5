"""How a fixity audit enters the ledger: what it read, what it found, and how it ended, also when it failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from archive.audit.inventory import FIXITY, REPORT, VERDICTS, Inventory
from archive.audit.outcome import Conclusion, End, Word
from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Ledger
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.model.verdicts import Verdicts, together
from archive.store.port import Store

INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A run of an audit of one store: its scope in a word, when it began, and where what it read is recorded, by verdict."""

    store: str
    scope: str
    began: datetime
    read: Mapping[Word, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Recorder:
    """Where an audit is recorded, and who made it. `store` keeps the documents, whichever store was read."""

    store: Store
    ledger: Ledger
    actor: str
    now: datetime

    def interrupted(self, run: ReadRun, held: Inventory) -> None:
        """A run that was killed before it could say so."""
        counts = {"packages": sum(len(read) for read in run.read.values())}
        self._append(run, INTERRUPTED, End.INTERRUPTED, {VERDICTS: _verdicts(run, held)}, counts)

    def report(self, run: ReadRun, held: Inventory, content: Mapping[str, Json]) -> None:
        """A run with its report (fixity-report/1)."""
        end = End(str(content["end"]))
        found = cast(Mapping[str, Json], content["counts"])
        counts = {name: value for name, value in found.items() if isinstance(value, int)}
        documents = {REPORT: write_pretty(content), VERDICTS: _verdicts(run, held)}
        self._append(run, _outcome(str(content["conclusion"]), end), end, documents, counts)

    def _append(
        self, run: ReadRun, outcome: str, end: End, documents: Mapping[str, bytes], counts: Mapping[str, int]
    ) -> None:
        """A store that is away cannot keep documents; the entry is made all the same, so that the failure is not forgotten."""
        digests: dict[str, Digest] = {}
        with suppress(OSError):
            digests = {name: self.store.put_document(content) for name, content in documents.items()}
        links = {"scope": run.scope[:200], "store": run.store, "end": str(end)}
        self.ledger.append([Entry(EntryType.AUDIT, self.now, self.actor, FIXITY, outcome, digests, counts, links)])


def _outcome(conclusion: str, end: End) -> str:
    """A difference weighs more than an interruption, and an interruption more than what was intact until then."""
    if end is End.INTERRUPTED and conclusion in (Conclusion.INTACT, Conclusion.NOTHING_READ):
        return INTERRUPTED
    return conclusion


def _verdicts(run: ReadRun, held: Inventory) -> bytes:
    outcomes = {str(word): together(read, held.positions) for word, read in run.read.items()}
    return Verdicts(run.store, run.began, outcomes).encode()
