"""Makes the documents of packages in processes of their own, some packages ahead of whoever writes them into an index."""

from __future__ import annotations

import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from archive.child_processes.child import Died, python
from archive.child_processes.pool import Pool
from indexer.documents.document_builder import BuiltDocuments, Making
from khizana.errors import CannotWork
from khizana.wiring import document_worker

AHEAD = 4
"""Packages under way for each process."""
PROGRAM = python(document_worker.__name__)


def makers(make: Callable[[str], BuiltDocuments], processes: int) -> Making:
    """What `make` makes of each package; it goes to other processes, so it is a module's function or a partial of one."""

    def making(packages: Iterator[str]) -> Iterator[BuiltDocuments]:
        waiting: deque[Future[BuiltDocuments]] = deque()
        where = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with ThreadPoolExecutor(processes, "make-documents") as threads, Pool(PROGRAM, where) as pool:
            try:
                for package in packages:
                    waiting.append(threads.submit(_made, pool, pickle.dumps((make, package))))
                    if len(waiting) > AHEAD * processes:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except Died:
                raise CannotWork(
                    "a process that makes documents was ended from outside, as under memory pressure: run the same again"
                ) from None
            finally:
                for left in waiting:
                    left.cancel()

    return making


def _made(pool: Pool, asked: bytes) -> BuiltDocuments:
    """What one process made of one package; what stopped it there is raised here."""
    made: BuiltDocuments | Exception = pickle.loads(pool.ask(asked))  # noqa: S301 - a process that we started, with our own code
    if isinstance(made, Exception):
        raise made
    return made
