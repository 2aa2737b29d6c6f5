"""A folder to unpack into that is gone afterwards, even when this process is killed and cannot tidy up."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.child_processes.programs import done_afterwards

_REMOVE = 'cat > /dev/null; rm -rf -- "$1"'


@contextmanager
def gone_afterwards() -> Iterator[Path]:
    """An empty folder. A process of its own waits until ours lets go of it, in whatever way, and then removes it."""
    folder = tempfile.mkdtemp(prefix="khizana-")
    command = ["sh", "-c", _REMOVE, "khizana-removes", folder]
    with done_afterwards(command):
        yield Path(folder)
