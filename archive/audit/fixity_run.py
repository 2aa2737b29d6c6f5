"""An audit: each package and document that it is to read, on all processors, in flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from archive.audit.fixity import reason
from archive.audit.inventory import Inventory
from archive.audit.outcome import (
    Altered,
    Difference,
    End,
    FixityReport,
    Intact,
    Missing,
    PackageAudit,
    Unreadable,
    Word,
)
from archive.audit.readers import Expected, Readers, Threads
from archive.ledger.entry import EntryType
from archive.ledger.port import Ledger
from archive.life.documents import documents_of
from archive.model.digest import Digest
from archive.store.port import NotStored, Store

_Named = TypeVar("_Named")
Halted = Callable[[], End | None]
"""Asked before each package: how the audit must end now, or None to go on."""


@dataclass(slots=True)
class FixityCounts:
    """What an audit has read so far. Grows with what is remarkable, never with what is intact."""

    packages: int = 0
    intact: int = 0
    files: int = 0
    bytes: int = 0
    remarkable: list[PackageAudit] = field(default_factory=list)
    documents: int = 0
    lost: list[Difference] = field(default_factory=list)

    def count(self, files: int, size: int) -> None:
        """A package that is intact, without any remark."""
        self.packages += 1
        self.intact += 1
        self.files += files
        self.bytes += size

    def take(self, audit: PackageAudit) -> None:
        """Any package."""
        self.count(audit.files, audit.bytes)
        if audit.word is not Word.INTACT:
            self.intact -= 1
        if audit.word is not Word.INTACT or audit.findings:
            self.remarkable.append(audit)

    def report(self, end: End = End.FINISHED, strays: Strays | None = None) -> FixityReport:
        """What was read, as a value."""
        found = strays or Strays()
        return FixityReport(
            packages_seen=self.packages,
            packages_intact=self.intact,
            files_intact=self.files,
            bytes_intact=self.bytes,
            documents_seen=self.documents,
            documents_intact=self.documents - len(self.lost),
            packages=tuple(sorted(self.remarkable, key=lambda audit: audit.package)),
            documents=tuple(self.lost),
            unheld=found.packages,
            unheld_documents=found.documents,
            unlisted=found.unlisted,
            end=end,
        )


@dataclass(frozen=True, slots=True)
class Strays:
    """What stands in a store and no entry of the ledger names: packages by name, what is no package by its path."""

    packages: tuple[str, ...] = ()
    documents: tuple[Digest, ...] = ()
    unlisted: tuple[Difference, ...] = ()


def audit_all(
    expected: Iterable[Expected],
    documents: Iterable[Digest],
    store: Store,
    progress: Callable[[PackageAudit], None],
    threads: int = 2,
) -> FixityReport:
    """Audit packages and documents of one store, without a schedule or a journal; `progress` is told of each package."""
    names: set[str] = set()
    tally = FixityCounts()

    def noted() -> Iterator[Expected]:
        for package, tagmanifest in expected:
            names.add(package)
            yield package, tagmanifest

    def done(audit: PackageAudit) -> None:
        tally.take(audit)
        progress(audit)

    named = sorted(set(documents))
    read_packages(noted(), Threads(store, threads), store, done, _never)
    read_documents(named, store, tally, _never)
    return tally.report(End.FINISHED, strays(store, names, frozenset(named)))


def read_packages(
    expected: Iterable[Expected],
    readers: Readers,
    store: Store,
    done: Callable[[PackageAudit], None],
    halted: Halted,
) -> End:
    """Read packages until there is none left or the audit is halted; `done` is told of each as it ends.

    A package that cannot be read makes us ask whether the whole store is away; then the audit ends instead of naming them all.
    """
    end: list[End] = []

    def given() -> Iterator[Expected]:
        for one in expected:
            if not end and (now := halted()) is not None:
                end.append(now)
            if end:
                return
            yield one

    for audit in readers.read(given()):
        if audit.word is Word.UNREADABLE and is_away(store):
            end[:] = [End.STORE_AWAY]
        elif not (end and end[0] is End.STORE_AWAY):
            done(audit)
    return end[0] if end else halted_now(halted)


def halted_now(halted: Halted) -> End:
    """An interruption counts even after the last package was given out; a budget that is used up then does not."""
    return End.INTERRUPTED if halted() is End.INTERRUPTED else End.FINISHED


def read_documents(digests: Iterable[Digest], store: Store, tally: FixityCounts, halted: Halted) -> End:
    """Read each document whole and compare it with its name."""
    for digest in digests:
        if (end := halted()) is not None:
            return end
        outcome = verify_document(digest, store)
        tally.documents += 1
        if not isinstance(outcome, Intact):
            tally.lost.append(Difference(str(digest), outcome))
    return End.FINISHED


def verify_document(digest: Digest, store: Store) -> Intact | Altered | Missing | Unreadable:
    """One document, read whole and compared with its name."""
    try:
        found = Digest.of(store.document(digest))
    except NotStored:
        return Missing()
    except OSError as error:
        return Unreadable(reason(error))
    return Intact() if found == digest else Altered(digest, found)


def is_away(store: Store) -> bool:
    """Whether the whole store cannot be seen, as when its disk is not mounted."""
    try:
        next(iter(store.packages()), None)
    except OSError:
        return True
    return False


def strays(store: Store, packages: Iterable[str], documents: frozenset[Digest]) -> Strays:
    """What a store lists beyond these names, and which of its lists could not be read."""
    names = frozenset(packages)
    unlisted: list[Difference] = []
    unheld = [name for name in _all(store.packages, "packages", unlisted) if name not in names]
    if not unlisted:
        unheld += _all(store.strays, "packages", unlisted)
    unnamed = tuple(one for one in _all(store.documents, "documents", unlisted) if one not in documents)
    return Strays(tuple(unheld), unnamed, tuple(unlisted))


def strays_now(store: Store, held: Inventory, ledger: Ledger) -> Strays:
    """What a store holds beyond the ledger, as it is now: packages come while an audit reads."""
    names = {one.package for one in held.packages}
    documents = set(held.documents)
    for recorded in ledger.since(held.head.size):
        documents.update(documents_of(recorded.entry))
        if recorded.entry.type is EntryType.PACKAGE_STORED:
            names.add(recorded.entry.subject)
    return strays(store, names, frozenset(documents))


def _never() -> None:
    """Nothing halts this audit."""


def _all(names: Callable[[], Iterator[_Named]], list_of: str, unlisted: list[Difference]) -> Iterator[_Named]:
    """What a list of the store names, as far as it can be read."""
    try:
        yield from names()
    except OSError as error:
        unlisted.append(Difference(list_of, Unreadable(reason(error))))
