"""Reads packages in several processes, so that every processor hashes: over small files, threads only wait for each other."""

from __future__ import annotations

import json
import pickle
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from archive.audit.audit_json import read_package_audit
from archive.audit.outcome import Difference, PackageAudit, Unreadable
from archive.audit.readers import Expected
from archive.child_processes.child import Died, python
from archive.child_processes.pool import Pool
from archive.store.port import StoreLocation
from khizana.service.fixity import pool_worker
from khizana.service.fixity.rate_limit import Halted

AHEAD = 2
"""Packages under way for each process, so that it need not wait for the next one."""
DIED = "DIED"
"""The reason for what a process was reading when it died, as under memory pressure: it was not read."""
PROGRAM = python(pool_worker.__name__)
_PATIENCE = 0.2


class Crew:
    """`Readers` over a store. `rate` is in bytes a second, for all together; Halted once `stopped` is true."""

    def __init__(
        self,
        store: StoreLocation,
        processes: int,
        rate: float | None = None,
        stopped: Callable[[], bool] = lambda: False,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self._program = (*program, b64encode(pickle.dumps(store)).decode("ascii"), str((rate or 0) / processes))
        self._processes = processes
        self._stopped = stopped

    def read(self, packages: Iterator[Expected]) -> Iterator[PackageAudit]:
        under_way: set[Future[PackageAudit]] = set()
        with ThreadPoolExecutor(self._processes, "audit") as threads, Pool(self._program) as pool:
            try:
                while True:
                    room = AHEAD * self._processes - len(under_way)
                    under_way |= {threads.submit(_read, pool, one) for one in islice(packages, room)}
                    if not under_way:
                        return
                    done, under_way = wait(under_way, _PATIENCE, FIRST_COMPLETED)
                    for finished in done:
                        yield finished.result()
                    if self._stopped():
                        raise Halted
            finally:
                for waiting in under_way:
                    waiting.cancel()


def _read(pool: Pool, expected: Expected) -> PackageAudit:
    """What a process found; what it was reading when it died could not be read."""
    package, tagmanifest = expected
    try:
        return read_package_audit(json.loads(pool.ask(json.dumps((package, tagmanifest.hex)).encode("ascii"))))
    except Died:
        return PackageAudit(package, stored=True, differences=(Difference("", Unreadable(DIED)),))
