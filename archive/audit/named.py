"""What the ledger names, and when each package was last read: folded from entries and documents, never from a catalogue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.audit.outcome import Word
from archive.ledger.documents import documents_of
from archive.ledger.entry import Entry, EntryType
from archive.ledger.keeping import disposed_by
from archive.ledger.port import Head, Ledger
from archive.ledger.times import TOLERANCE, declared
from archive.model.digest import Digest
from archive.model.ranges import Ranges
from archive.model.verdicts import Verdicts
from archive.store.port import NotStored

MAIN = "main"
"""The name of the store that packages are deposited in; replicas have others."""

FIXITY = "fixity"
VERDICTS = "verdicts"


@dataclass(frozen=True, slots=True)
class Named:
    """A package as the ledger names it: the position of its entry, the digest of its tagmanifest, its payload's size."""

    position: int
    package: str
    tagmanifest: Digest
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Looked:
    """When a package was last read, and with what verdict; what could not be read was not read."""

    time: datetime
    outcome: Word


@dataclass(frozen=True, slots=True)
class Holdings:
    """All packages in order of position, all documents in order, the last look at each package in one store, the last audit."""

    head: Head
    packages: tuple[Named, ...]
    documents: tuple[Digest, ...]
    looked: Mapping[int, Looked]
    last_audit: Entry | None = None
    disposed: tuple[str, ...] = ()
    """Packages of which a tombstone alone is left: there is nothing of them to look at, and nothing of them is missing."""

    @property
    def positions(self) -> list[int]:
        """Where the packages are recorded, ascending."""
        return [one.position for one in self.packages]


@dataclass(slots=True)
class _Folded:
    packages: list[Named] = field(default_factory=list)
    documents: set[Digest] = field(default_factory=set)
    audits: list[tuple[int, Digest]] = field(default_factory=list)
    false: set[int] = field(default_factory=set)
    last: Entry | None = None
    gone: set[str] = field(default_factory=set)


def holdings(
    ledger: Ledger,
    document: Callable[[Digest], bytes],
    store: str = MAIN,
    until: int | None = None,
    now: datetime | None = None,
) -> Holdings:
    """Read the ledger to its head. `document` gives a document of the store; what it cannot give proves nothing.

    A reading later than `now` counts as none, and so does one whose entry says a time that was declared false.

    With `until`, only what so many entries name counts as held: a replica may be behind.

    LedgerDamaged, LedgerUnreadable.
    """
    head = ledger.head()
    folded = _Folded()
    for recorded in ledger.since(0):
        if recorded.position < head.size:
            _take(folded, recorded.position, recorded.entry, store, until is None or recorded.position < until)
    packages = tuple(one for one in folded.packages if one.package not in folded.gone)
    positions = [one.position for one in packages]
    audits = [digest for position, digest in folded.audits if position not in folded.false]
    looked = _last_looks(audits, positions, document, store, None if now is None else now + TOLERANCE)
    return Holdings(head, packages, tuple(sorted(folded.documents)), looked, folded.last, tuple(sorted(folded.gone)))


def _take(folded: _Folded, position: int, entry: Entry, store: str, held: bool) -> None:
    if held:
        folded.documents.update(documents_of(entry))
    if held and entry.type is EntryType.PACKAGE_STORED:
        files, size = entry.counts.get("payload_files", 0), entry.counts.get("payload_bytes", 0)
        folded.packages.append(Named(position, entry.subject, entry.digests["tagmanifest"], files, size))
    folded.gone.update(disposed_by(entry))
    if (false := declared(entry)) is not None:
        folded.false.add(false)
    if entry.type is EntryType.AUDIT and entry.subject == FIXITY and entry.links.get("store", MAIN) == store:
        folded.last = entry
        if VERDICTS in entry.digests:
            folded.audits.append((position, entry.digests[VERDICTS]))


def _last_looks(
    audits: Sequence[Digest],
    positions: Sequence[int],
    document: Callable[[Digest], bytes],
    store: str,
    latest: datetime | None,
) -> dict[int, Looked]:
    """Newest first, until all are known. A document that is lost or altered counts for nothing: its packages are due again."""
    looked: dict[int, Looked] = {}
    for digest in reversed(audits):
        if len(looked) == len(positions):
            break
        verdicts = _read(digest, document)
        if verdicts is None or verdicts.store != store or (latest is not None and verdicts.began > latest):
            continue
        for outcome, ranges in verdicts.read.items():
            for position in within(ranges, positions):
                looked.setdefault(position, Looked(verdicts.began, Word(outcome)))
    return looked


def within(ranges: Ranges, positions: Sequence[int]) -> list[int]:
    """The positions, which ascend, that lie in closed ranges."""
    return [
        position
        for first, last in ranges
        for position in positions[bisect_left(positions, first) : bisect_right(positions, last)]
    ]


def _read(digest: Digest, document: Callable[[Digest], bytes]) -> Verdicts | None:
    try:
        content = document(digest)
        return Verdicts.decode(content) if Digest.of(content) == digest else None
    except (NotStored, OSError, ValueError, KeyError):
        return None
