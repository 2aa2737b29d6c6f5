"""Tiles and entry bundles: which there are for a tree of some size, how they are named and filled (C2SP tlog-tiles)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 256
HASH_BYTES = 32
_LENGTH_BYTES = 2


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """`width` hashes of complete subtrees of 256^level entries, from subtree `index * 256` on; partial below 256."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies in the log."""
        return f"tile/{self.level}/{_place(self.index, self.width)}"

    @property
    def entries_path(self) -> str:
        """Where the bundle with the entries under a tile of level 0 lies."""
        return f"tile/entries/{_place(self.index, self.width)}"

    def full(self) -> Tile:
        """The full tile that supersedes this one."""
        return Tile(self.level, self.index)


def _place(index: int, width: int) -> str:
    written = f"{index % 1000:03d}"
    while index >= 1000:
        index //= 1000
        written = f"x{index % 1000:03d}/{written}"
    return written if width == WIDTH else f"{written}.p/{width}"


def tile_at(size: int, level: int, index: int) -> Tile:
    """The tile of that level and index, as wide as a tree of `size` entries fills it."""
    return Tile(level, index, min(WIDTH, (size >> 8 * level) - WIDTH * index))


def edge(size: int) -> Iterator[Tile]:
    """The partial tiles of a tree, from the lowest level: with the size, they determine the root."""
    level = 0
    while count := size >> 8 * level:
        if count % WIDTH:
            yield Tile(level, count // WIDTH, count % WIDTH)
        level += 1


def added(old: int, new: int) -> Iterator[Tile]:
    """The tiles of a tree of `new` entries that a tree of `old` entries has not, level by level."""
    level = 0
    while (count := new >> 8 * level) > (before := old >> 8 * level):
        for index in range(before // WIDTH, -(-count // WIDTH)):
            yield tile_at(new, level, index)
        level += 1


def hashes(content: bytes) -> list[bytes]:
    """The hashes in a tile."""
    return [content[start : start + HASH_BYTES] for start in range(0, len(content), HASH_BYTES)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries one after another, each behind its length in bytes as a big-endian uint16."""
    return b"".join(len(entry).to_bytes(_LENGTH_BYTES, "big") + entry for entry in entries)


def unbundle(content: bytes) -> list[bytes]:
    """The entries of a bundle; ValueError when the lengths do not add up."""
    entries: list[bytes] = []
    place = 0
    while place < len(content):
        start = place + _LENGTH_BYTES
        place = start + int.from_bytes(content[place:start], "big")
        if place > len(content):
            raise ValueError(f"entry {len(entries)} of the bundle is cut off")
        entries.append(content[start:place])
    return entries
