"""What ends an audit before its time: a signal, or a budget that is used up."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archive.audit.outcome import End

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Halting:
    """Asked again and again whether to go on. A second signal ends the process as signals do."""

    def __init__(self, budget: float | None) -> None:
        self._until = None if budget is None else time.monotonic() + budget
        self._signalled = False

    @property
    def signalled(self) -> bool:
        """Whether to stop at once, in the middle of a package even."""
        return self._signalled

    def __call__(self) -> End | None:
        """How the audit must end now, or None."""
        if self._signalled:
            return End.INTERRUPTED
        return End.BUDGET if self._until is not None and time.monotonic() >= self._until else None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Heed SIGINT and SIGTERM inside the block; only the main thread of a process can."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._signal) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _signal(self, number: int, _: FrameType | None) -> None:
        if self._signalled:
            raise KeyboardInterrupt
        self._signalled = True
