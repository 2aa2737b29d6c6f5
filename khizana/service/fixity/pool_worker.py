"""Reads packages in a process of its own: `python -m khizana.service.fixity.pool_worker STORE BYTES_A_SECOND`.

STORE is the location of a store, pickled, in base64.
Each line on standard input is a package and the digest of its tagmanifest, each line on standard output its audit, as JSON.
This process imports little, so that it begins soon and stays small.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import threading
from base64 import b64decode
from queue import SimpleQueue

from archive.audit.audit_json import package_audit
from archive.audit.fixity import verify_package
from archive.model.digest import Digest
from archive.store.hashing import new_buffer
from archive.store.port import StoreLocation
from khizana.service.fixity.rate_limit import Pace


def main(store_location: str, rate: str) -> None:
    """Read each package that is asked for, until whoever asks is gone; then end at once, in the middle of a package even."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    location: StoreLocation = pickle.loads(b64decode(store_location))  # noqa: S301 - from whoever started us
    store, buffer = location.open(), new_buffer()
    pace = Pace(float(rate)) if float(rate) else None
    asked: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    threads = os.cpu_count() or 1
    while True:
        package, tagmanifest = json.loads(asked.get())
        expected = Digest("sha256", tagmanifest)
        audit = verify_package(package, expected, store.files(package), buffer, took=pace, threads=threads)
        _answer(json.dumps(package_audit(audit)).encode("ascii") + b"\n")


def _answer(line: bytes) -> None:
    left = memoryview(line)
    try:
        while left:
            left = left[os.write(sys.stdout.fileno(), left) :]
    except BrokenPipeError:
        os._exit(0)  # nobody asks any more


def _listen(asked: SimpleQueue[bytes]) -> None:
    while line := sys.stdin.buffer.readline():
        asked.put(line)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
