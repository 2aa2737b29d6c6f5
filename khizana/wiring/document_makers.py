"""Makes the documents of packages in processes of their own, some packages ahead of whoever writes them into an index."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from indexer.documents.document_builder import BuiltDocuments, Making
from khizana.errors import CannotWork

AHEAD = 4
"""Packages under way for each process."""


def makers(make: Callable[[str], BuiltDocuments], processes: int) -> Making:
    """What `make` makes of each package; it goes to other processes, so it is a module's function or a partial of one."""

    def making(packages: Iterator[str]) -> Iterator[BuiltDocuments]:
        waiting: deque[Future[BuiltDocuments]] = deque()
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(processes, context, initializer=_left_alone)
        try:
            for package in packages:
                waiting.append(pool.submit(make, package))
                if len(waiting) > AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise CannotWork(
                "a process that makes documents was ended from outside, as under memory pressure: run the same again"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)

    return making


def _left_alone() -> None:
    """Whoever started these processes ends them; a key pressed at the terminal is his."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
