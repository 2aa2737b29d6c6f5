"""An audit of everything: each package and document that the ledger names, on all processors, in flat memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from archive.audit.fixity import reason, verify_package
from archive.audit.outcome import (
    Altered,
    Difference,
    FixityReport,
    Intact,
    Missing,
    PackageAudit,
    Unreadable,
    Word,
)
from archive.model.digest import Digest
from archive.store.hashing import new_buffer
from archive.store.port import NotStored, Store

_Named = TypeVar("_Named")
Expected = tuple[str, Digest]
"""A package, and the digest of its tagmanifest that the ledger names."""


def audit_all(
    expected: Iterable[Expected],
    documents: Iterable[Digest],
    store: Store,
    progress: Callable[[PackageAudit], None],
    threads: int = 2,
) -> FixityReport:
    """Audit what the ledger names; `progress` is told of each package as it is done, in the order given.

    Memory grows with the names in the ledger and with what differs, never with the files that are intact.
    """
    held: set[str] = set()
    differing: list[PackageAudit] = []
    seen = files = read = 0
    for audit in _verified(expected, held, store, threads):
        progress(audit)
        seen += 1
        files += audit.files
        read += audit.bytes
        if audit.word is not Word.INTACT:
            differing.append(audit)
    named = sorted(set(documents))
    lost = tuple(_documents(named, store))
    unlisted: list[Difference] = []
    unheld = tuple(name for name in _all(store.packages, "packages", unlisted) if name not in held)
    named_set = set(named)
    unheld_documents = tuple(one for one in _all(store.documents, "documents", unlisted) if one not in named_set)
    return FixityReport(
        packages_seen=seen,
        packages_intact=seen - len(differing),
        files_intact=files,
        bytes_intact=read,
        documents_seen=len(named),
        documents_intact=len(named) - len(lost),
        packages=tuple(sorted(differing, key=lambda audit: audit.package)),
        documents=lost,
        unheld=unheld,
        unheld_documents=unheld_documents,
        unlisted=tuple(unlisted),
    )


def _verified(expected: Iterable[Expected], held: set[str], store: Store, threads: int) -> Iterator[PackageAudit]:
    """The audits in the order given. A few packages are under way at any time, each thread with a buffer of its own."""
    buffers: SimpleQueue[memoryview] = SimpleQueue()
    for _ in range(threads):
        buffers.put(new_buffer())

    def verify(package: str, tagmanifest: Digest) -> PackageAudit:
        buffer = buffers.get()
        try:
            return verify_package(package, tagmanifest, store.files(package), buffer)
        finally:
            buffers.put(buffer)

    under_way: deque[Future[PackageAudit]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for package, tagmanifest in expected:
            held.add(package)
            under_way.append(pool.submit(verify, package, tagmanifest))
            if len(under_way) > 4 * threads:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _documents(digests: Iterable[Digest], store: Store) -> Iterator[Difference]:
    for digest in digests:
        outcome = verify_document(digest, store)
        if not isinstance(outcome, Intact):
            yield Difference(str(digest), outcome)


def verify_document(digest: Digest, store: Store) -> Intact | Altered | Missing | Unreadable:
    """One document, read whole and compared with its name."""
    try:
        found = Digest.of(store.document(digest))
    except NotStored:
        return Missing()
    except OSError as error:
        return Unreadable(reason(error))
    return Intact() if found == digest else Altered(digest, found)


def _all(names: Callable[[], Iterator[_Named]], list_of: str, unlisted: list[Difference]) -> Iterator[_Named]:
    """What a list of the store names, as far as it can be read."""
    try:
        yield from names()
    except OSError as error:
        unlisted.append(Difference(list_of, Unreadable(reason(error))))
