"""Is every named file there, and every file that is there named in the manifest?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Rule, Stage, blocks
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.file_roles import used_files
from archive.delivery.facts.paths import unsafe
from archive.delivery.manifest import PATH
from archive.model.finding import Severity

FILE_MISSING = blocks(
    "FILE_MISSING", Stage.DELIVERY, Fixed.INTEGRITY, "RFC 8493, section 3: every listed file is there"
)
FILE_UNLISTED = blocks(
    "FILE_UNLISTED", Stage.DELIVERY, Fixed.INTEGRITY, "RFC 8493, section 3: every file that is there has a digest"
)
SYSTEM_FILE = Rule(
    "SYSTEM_FILE",
    Stage.DELIVERY,
    Severity.WARNING,
    Severity.WARNING,
    "What an operating system left is passed over, and never in silence",
    fixed=Fixed.SAID,
)
RULES = (SYSTEM_FILE, FILE_MISSING, FILE_UNLISTED)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """SYSTEM_FILE, FILE_MISSING and FILE_UNLISTED; nothing about what could not be looked at: unknown is not missing."""
    batch = delivery.batch
    yield from map(system_file, batch.passed_over)
    if batch.manifest is None:
        return
    unknown = {problem.place for problem in batch.problems}
    named = dict.fromkeys(batch.manifest.files, PATH)
    for path, document in used_files(batch).items():
        named.setdefault(path, document)
    for path, document in named.items():
        if path not in batch.files and not unsafe(path) and not _at_or_below(path, unknown):
            yield Breach(FILE_MISSING, path, {"named_in": document})
    for path in batch.files:
        if path != PATH and path not in batch.manifest.files:
            yield Breach(FILE_UNLISTED, path)


def system_file(path: str) -> Breach:
    """What the operating system left is named and passed over."""
    return Breach(SYSTEM_FILE, path)


def _at_or_below(path: str, places: set[str]) -> bool:
    """Whether the path, or a folder above it, is among the places; `.` is the delivery's root."""
    parts = path.split("/")
    return "." in places or any("/".join(parts[:depth]) in places for depth in range(1, len(parts) + 1))
