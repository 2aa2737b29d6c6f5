"""What a round of an audit has read so far, package by package, so that it can go on after any end. Derived: it may be deleted.

<archive>/audits/<store>.<scope>.journal, one JSON object a line: the round; then for each run when it began, the documents, each
package as it was read, and how the run ended. The last line of a run that was killed is no end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from archive.audit import report
from archive.audit.audit_json import difference, package_audit, read_difference, read_package_audit
from archive.audit.fixity_run import FixityCounts
from archive.audit.outcome import End, PackageAudit, Word
from archive.audit.report import Run
from archive.audit.schedule import Scope, ScopeKind
from archive.model.file_errors import naming


@dataclass(slots=True)
class Round:
    """A round as its journal tells it.

    `last` are the verdicts of the last run, by position of the package in the ledger; `killed` says that nobody saw it end.
    """

    scope: Scope
    tally: FixityCounts = field(default_factory=FixityCounts)
    read: set[int] = field(default_factory=set)
    documents: bool = False
    runs: list[Run] = field(default_factory=list)
    last: dict[Word, list[int]] = field(default_factory=dict)
    killed: bool = False

    def take(self, position: int, audit: PackageAudit) -> None:
        """A package that was read."""
        self.read.add(position)
        self.tally.take(audit)
        self.last.setdefault(audit.word, []).append(position)

    def ended(self, time: datetime | None, end: End) -> None:
        """The last run has ended."""
        packages = sum(len(positions) for positions in self.last.values())
        self.runs[-1] = Run(self.runs[-1].began, time, end, packages)
        self.killed = False


class Journal:
    """The open journal of a round; everything is handed to the system at once, so that it outlives this process.

    Without a path, in an archive that may only be read, nothing is written: a round that is stopped begins anew.
    """

    def __init__(self, path: Path | None, scope: Scope) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        if path is None:
            self.round = Round(scope)
            return
        path.parent.mkdir(exist_ok=True)
        self.round = _told(path) or Round(scope)
        self._file = path.open("ab", buffering=0)
        if self._file.tell() == 0:
            self._write({"round": report.scope(scope)})

    def begin(self, now: datetime) -> None:
        """A run begins."""
        self.round.runs.append(Run(now, None, End.INTERRUPTED, 0))
        self.round.last = {}
        self._write({"run": report.utc(now)}, fresh=True)

    def documents(self, tally: FixityCounts) -> None:
        """All documents were read."""
        self.round.documents = True
        self.round.tally.documents, self.round.tally.lost = tally.documents, tally.lost
        self._write({"documents": tally.documents, "lost": [difference(one, "document") for one in tally.lost]})

    def take(self, position: int, audit: PackageAudit) -> None:
        """A package was read."""
        self.round.take(position, audit)
        if audit.word is Word.INTACT and not audit.findings:
            self._write({"p": position, "f": audit.files, "b": audit.bytes})
        else:
            self._write({"p": position, "audit": package_audit(audit)})

    def end(self, now: datetime | None, end: End) -> None:
        """The last run has ended; None when nobody knows at what time."""
        self.round.ended(now, end)
        self._write({"end": str(end), "at": None if now is None else report.utc(now)}, fresh=now is None)

    def close(self, finished: bool) -> None:
        """Leave the journal to the next run, or remove it when there is nothing left to do."""
        if self._file is not None:
            self._file.close()
        if finished and self._path is not None:
            self._path.unlink(missing_ok=True)

    def _write(self, line: Mapping[str, Any], fresh: bool = False) -> None:
        """`fresh` after what may be the torn line of a run that was killed."""
        if self._file is None:
            return
        start = b"\n" if fresh else b""
        with naming(self._path):
            self._file.write(start + json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n")


def _told(path: Path) -> Round | None:
    """What a journal tells; None when there is none, or when it is of another format."""
    told: Round | None = None
    with suppress(FileNotFoundError), path.open("rb") as lines:
        for line in _objects(lines):
            if "round" in line:
                told = Round(_scope(line["round"]))
            elif told is not None:
                _take(told, line)
    return told


def _take(told: Round, line: Mapping[str, Any]) -> None:
    if "run" in line:
        told.runs.append(Run(datetime.fromisoformat(line["run"]), None, End.INTERRUPTED, 0))
        told.last, told.killed = {}, True
    elif "documents" in line:
        told.documents = True
        told.tally.documents = line["documents"]
        told.tally.lost = [read_difference(one, "document") for one in line["lost"]]
    elif "audit" in line:
        told.take(line["p"], read_package_audit(line["audit"]))
    elif "p" in line:
        told.read.add(line["p"])
        told.tally.count(line["f"], line["b"])
        told.last.setdefault(Word.INTACT, []).append(line["p"])
    elif "end" in line and told.runs:
        told.ended(None if line["at"] is None else datetime.fromisoformat(line["at"]), End(line["end"]))


def _objects(lines: BinaryIO) -> Iterator[dict[str, Any]]:
    """The lines that are whole: the last one of a run that was killed may be torn."""
    for line in lines:
        with suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                yield found


def _scope(written: Mapping[str, Any]) -> Scope:
    return Scope(
        ScopeKind(written["kind"]),
        days=written.get("days", 0),
        percent=Decimal(written.get("percent", "0")),
        seed=written.get("seed", ""),
        size=written.get("size", 0),
        package=written.get("package", ""),
    )
