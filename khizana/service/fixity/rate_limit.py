"""How fast, how long, and whether to go on: the clock of an audit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_SLICE = 0.2
_BURST = 0.5
"""Seconds: how quickly a halt is heeded, and how much time that was not used may be made up for."""


class Halted(Exception):
    """Reading was given up in the middle of a package, so nothing is known of it."""


class Pace:
    """Told of the bytes that were read, by any thread: waits so that no more than `rate` bytes a second are.

    Without a rate it never waits. It raises Halted once `stopped` is true.
    """

    def __init__(self, rate: float | None = None, stopped: Callable[[], bool] = lambda: False) -> None:
        self._rate = rate
        self._stopped = stopped
        self._lock = threading.Lock()
        self._due = time.monotonic()

    def __call__(self, count: int) -> None:
        if self._stopped():
            raise Halted
        if self._rate is None:
            return
        with self._lock:
            self._due = max(self._due, time.monotonic() - _BURST) + count / self._rate
            until = self._due
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))
            if self._stopped():
                raise Halted
