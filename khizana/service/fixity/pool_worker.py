"""Reads packages in a process of its own: `python -m khizana.service.fixity.pool_worker STORE BYTES_A_SECOND`.

STORE is the location of a store, pickled, in base64. A request is a package and the digest of its tagmanifest, the answer its
audit, as JSON. This process imports little, so that it begins soon and stays small.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from base64 import b64decode
from collections.abc import Sequence

from archive.audit.audit_json import package_audit
from archive.audit.fixity import verify_package
from archive.child_processes.serving import serve
from archive.model.digest import Digest
from archive.store.hashing import new_buffer
from archive.store.port import StoreLocation
from khizana.service.fixity.rate_limit import Pace


def main(store_location: str, rate: str) -> None:
    """Read each package that is asked for."""
    location: StoreLocation = pickle.loads(b64decode(store_location))  # noqa: S301 - from whoever started us
    store, buffer = location.open(), new_buffer()
    pace = Pace(float(rate)) if float(rate) else None
    threads = os.cpu_count() or 1

    def answer(content: bytes, _: Sequence[int]) -> bytes:
        package, tagmanifest = json.loads(content)
        expected = Digest("sha256", tagmanifest)
        audit = verify_package(package, expected, store.files(package), buffer, took=pace, threads=threads)
        return json.dumps(package_audit(audit)).encode("ascii")

    serve(answer)


if __name__ == "__main__":
    main(*sys.argv[1:3])
