"""What the reading of one file may cost. A file that needs more is refused, and never takes the service with it."""

from __future__ import annotations

MEMORY = 1 << 30
"""Bytes of private writable memory (RLIMIT_DATA): decoders that reserve addresses without using them are not misjudged."""

LARGEST_WRITTEN = 1 << 32
"""Bytes that a reader may write into one file of its own (RLIMIT_FSIZE)."""

SECONDS = 60
_FREE = 64 << 20
_BYTES_A_SECOND = 1 << 20


def seconds_for(size: int) -> float:
    """A minute, and a second more for each MiB above 64 MiB: a bound register of hundreds of pages is no attack."""
    return SECONDS + max(0, size - _FREE) / _BYTES_A_SECOND


MOST_PIXELS = 200_000_000
"""An image of more is refused by its header, before a pixel is decoded."""
