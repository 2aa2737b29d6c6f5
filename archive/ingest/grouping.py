"""How much is made durable and committed at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

COUNT = 64
"""Packages in a group at most: so many are made anew after a crash, and so many folders are open."""

BYTES = 256 << 20
"""A group ends when it has that much, but gives every worker something to do."""

T = TypeVar("T")


def grouped(things: Sequence[T], sizes: Sequence[int], workers: int) -> Iterator[Sequence[T]]:
    """Runs of things that are committed together; `sizes` are their bytes."""
    start = size = 0
    for end, added in enumerate(sizes, start=1):
        size += added
        if end - start >= COUNT or (size >= BYTES and end - start >= workers):
            yield things[start:end]
            start, size = end, 0
    if start < len(things):
        yield things[start:]
