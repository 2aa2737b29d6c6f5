"""The Merkle tree of RFC 6962 section 2.1, grown at its right edge and proved from tiles, never from the whole log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from archive.ledger.log.tile import WIDTH, Tile, edge, hashes, tile_at

EMPTY_ROOT = sha256(b"").digest()

ReadTile = Callable[[Tile], bytes]
"""Gives the content of a tile, exactly as wide as asked."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def complete_root(row: Sequence[bytes]) -> bytes:
    """The root over a power of two of subtrees of equal height."""
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


class RightEdge:
    """What it takes to append to a tree: the hashes of its partial tiles, one row a level."""

    __slots__ = ("_rows", "_start", "size")

    def __init__(self, size: int = 0, read: ReadTile | None = None) -> None:
        """The edge of a tree of `size` entries, read from its partial tiles."""
        self.size = size
        self._start = size
        self._rows: list[list[bytes]] = [[] for level in range((size.bit_length() + 7) // 8)]
        if read is not None:
            for tile in edge(size):
                self._rows[tile.level] = hashes(read(tile))

    def extend(self, row: Sequence[bytes], level: int = 0) -> list[tuple[Tile, bytes]]:
        """Append leaf hashes; returns the tiles that became full."""
        if level == len(self._rows):
            self._rows.append([])
        filling = self._rows[level]
        full: list[tuple[Tile, bytes]] = []
        start = 0
        while start < len(row):
            taken = row[start : start + WIDTH - len(filling)]
            start += len(taken)
            filling += taken
            if level == 0:
                self.size += len(taken)
            if len(filling) == WIDTH:
                full.append((Tile(level, (self.size >> 8 * (level + 1)) - 1), b"".join(filling)))
                root = complete_root(filling)
                filling.clear()
                full += self.extend([root], level + 1)
        return full

    def partial(self) -> Iterator[tuple[Tile, bytes]]:
        """The partial tiles that the tree has now and had not when it was read."""
        for tile in edge(self.size):
            if self.size >> 8 * tile.level != self._start >> 8 * tile.level:
                yield tile, b"".join(self._rows[tile.level])

    def root(self) -> bytes:
        """The root hash over everything appended."""
        found: bytes | None = None
        for row in self._rows:
            end = len(row)
            while end:
                start = end - (end & -end)
                left = complete_root(row[start:end])
                found = left if found is None else node_hash(left, found)
                end = start
        return EMPTY_ROOT if found is None else found


def _range_root(read: ReadTile, size: int, start: int, end: int) -> bytes:
    """The root over entries of a tree of `size`, where `start` is a multiple of a power of two not below the length."""
    found: bytes | None = None
    while end > start:
        length = (end - start) & -(end - start)
        level, height = divmod(length.bit_length() - 1, 8)
        first = (end - length) >> 8 * level
        row = hashes(read(tile_at(size, level, first // WIDTH)))[first % WIDTH :][: 1 << height]
        left = complete_root(row)
        found = left if found is None else node_hash(left, found)
        end -= length
    return EMPTY_ROOT if found is None else found


def _split(length: int) -> int:
    """The largest power of two below a length above 1."""
    return 1 << (length - 1).bit_length() - 1


def inclusion_proof(read: ReadTile, size: int, position: int) -> tuple[bytes, ...]:
    """PATH(position, D[size]) of RFC 6962 section 2.1.1. IndexError when the tree has no such entry."""
    if not 0 <= position < size:
        raise IndexError(f"there is no entry {position} among {size}")
    start, end = 0, size
    proof: list[bytes] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if position < middle:
            proof.append(_range_root(read, size, middle, end))
            end = middle
        else:
            proof.append(_range_root(read, size, start, middle))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(read: ReadTile, old: int, size: int) -> tuple[bytes, ...]:
    """PROOF(old, D[size]) of RFC 6962 section 2.1.2; empty from 0 or to the same size. IndexError when `old` is above."""
    if not 0 <= old <= size:
        raise IndexError(f"a log of {size} entries has no earlier state of {old}")
    if old in (0, size):
        return ()
    start, end = 0, size
    proof: list[bytes] = []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_range_root(read, size, middle, end))
            end = middle
        else:
            proof.append(_range_root(read, size, start, middle))
            start = middle
    if start:
        proof.append(_range_root(read, size, start, end))
    return tuple(reversed(proof))
