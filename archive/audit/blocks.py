"""Which bytes of an altered file differ from those of an intact replica, in whole blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from archive.audit.outcome import Altered, Difference, PackageAudit
from archive.model.ranges import Ranges
from archive.store.hashing import hash_of, new_buffer
from archive.store.port import NotStored, PackageFiles

BLOCK = 4096
"""Bytes in a block: what disks and page caches lose at once."""


def located(audit: PackageAudit, damaged: PackageFiles, replica: PackageFiles) -> PackageAudit:
    """The audit, its altered files with the blocks that differ from a replica's, wherever the replica's file is intact itself."""
    return replace(audit, differences=tuple(_located(one, damaged, replica) for one in audit.differences))


def _located(one: Difference, damaged: PackageFiles, replica: PackageFiles) -> Difference:
    if not isinstance(one.outcome, Altered) or one.outcome.blocks:
        return one
    try:
        with replica.open(one.path) as intact:
            if hash_of(intact, new_buffer())[0] != one.outcome.expected.hex:
                return one
        with damaged.open(one.path) as found, replica.open(one.path) as intact:
            return replace(one, outcome=replace(one.outcome, blocks=differing(found, intact)))
    except (NotStored, OSError):
        return one


def differing(found: BinaryIO, intact: BinaryIO, block: int = BLOCK) -> Ranges:
    """Closed ranges of bytes, from 0, that cover every byte in which two streams differ, in whole blocks of the longer one."""
    ranges: list[tuple[int, int]] = []
    for start, end in _unequal(found, intact, block):
        if ranges and ranges[-1][1] == start - 1:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((start, end))
    return tuple(ranges)


def _unequal(found: BinaryIO, intact: BinaryIO, block: int) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        one, other = _whole(found, block), _whole(intact, block)
        if not one and not other:
            return
        if one != other:
            yield start, start + max(len(one), len(other)) - 1
        start += block


def _whole(stream: BinaryIO, size: int) -> bytes:
    """As many bytes as asked, unless the stream ends: a raw stream may give fewer at a time."""
    content = stream.read(size)
    while content and len(content) < size and (more := stream.read(size - len(content))):
        content += more
    return content
