"""Is every named file there, and every file that is there named in the manifest?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.uses import uses
from archive.delivery.batch import Batch
from archive.delivery.manifest import PATH
from archive.delivery.paths import unsafe
from archive.model.finding import Finding, Severity, blocking


def findings(batch: Batch) -> Iterator[Finding]:
    """SYSTEM_FILE, FILE_MISSING and FILE_UNLISTED; nothing about what could not be looked at, because unknown is not missing."""
    yield from map(left, batch.passed_over)
    if batch.manifest is None:
        return
    unknown = {problem.place for problem in batch.problems}
    named = dict.fromkeys(batch.manifest.files, PATH)
    for path, document in uses(batch).items():
        named.setdefault(path, document)
    for path, document in named.items():
        if path not in batch.files and not unsafe(path) and not _at_or_below(path, unknown):
            yield blocking("FILE_MISSING", path, named_in=document)
    for path in batch.files:
        if path != PATH and path not in batch.manifest.files:
            yield blocking("FILE_UNLISTED", path)


def left(path: str) -> Finding:
    """SYSTEM_FILE: what the operating system left is named and passed over."""
    return Finding("SYSTEM_FILE", Severity.WARNING, path)


def _at_or_below(path: str, places: set[str]) -> bool:
    """Whether the path, or a folder above it, is among the places; `.` is the delivery's root."""
    parts = path.split("/")
    return "." in places or any("/".join(parts[:depth]) in places for depth in range(1, len(parts) + 1))
