"""Who reads the packages of an audit: several at once, each finished audit handed over as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Protocol

from archive.audit.fixity import verify_package
from archive.audit.outcome import PackageAudit
from archive.model.digest import Digest
from archive.store.hashing import Took, new_buffer
from archive.store.port import Store

Expected = tuple[str, Digest]
"""A package, and the digest of its tagmanifest that the ledger names."""


class Readers(Protocol):
    """Reads packages of one store."""

    def read(self, packages: Iterator[Expected]) -> Iterator[PackageAudit]:
        """The audits in the order in which they end. A package is taken only when it can be begun soon.

        Closing the iterator abandons what is under way.
        """


class Threads:
    """Readers in this process. They share a large package, because hashing large files leaves Python's lock alone."""

    def __init__(self, store: Store, threads: int = 2, took: Took | None = None) -> None:
        self._store = store
        self._threads = threads
        self._took = took

    def read(self, packages: Iterator[Expected]) -> Iterator[PackageAudit]:
        buffers: SimpleQueue[memoryview] = SimpleQueue()
        for _ in range(self._threads):
            buffers.put(new_buffer())

        def verify(package: str, tagmanifest: Digest) -> PackageAudit:
            buffer = buffers.get()
            try:
                files = self._store.files(package)
                return verify_package(package, tagmanifest, files, buffer, took=self._took, threads=self._threads)
            finally:
                buffers.put(buffer)

        under_way: set[Future[PackageAudit]] = set()
        with ThreadPoolExecutor(self._threads) as pool:
            try:
                for package, tagmanifest in packages:
                    under_way.add(pool.submit(verify, package, tagmanifest))
                    if len(under_way) > self._threads:
                        ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                        yield from (one.result() for one in ended)
                while under_way:
                    ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (one.result() for one in ended)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
