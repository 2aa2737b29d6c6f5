"""Reads a bag with bagit-python in a process of its own: the request is its folder, the answer why it is refused, or null."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from archive.child_processes.limits import Limits
from archive.child_processes.serving import serve
from archive.delivery.facts.resource_limits import MEMORY

_LONGEST = 300


def answer(content: bytes, _: Sequence[int]) -> bytes:
    """Every byte is hashed again; nothing is fetched or written."""
    import bagit

    try:
        bagit.Bag(os.fsdecode(content)).validate(processes=1)
    except (bagit.BagError, OSError, ValueError) as error:
        return json.dumps(str(error)[:_LONGEST] or type(error).__name__).encode("ascii")
    return b"null"


if __name__ == "__main__":
    serve(answer, Limits(memory=MEMORY, written=1 << 20))
