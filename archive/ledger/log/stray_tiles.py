"""Tiles and bundles that lie beyond a checkpoint: a crash leaves them, and so does a checkpoint that was put back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from archive.ledger.log.atomic_dir import Shelf
from archive.ledger.log.observed_heads import ObservedHead
from archive.ledger.log.tile import WIDTH, added

_TILES = "tile"
_ENTRIES = "entries"
_FOLDER, _PARTIAL, _FULL = re.compile(r"x([0-9]{3})"), re.compile(r"([0-9]{3})\.p"), re.compile(r"([0-9]{3})")


def beyond(shelf: Shelf, size: int) -> Iterator[ObservedHead]:
    """Each file that a log of so many entries does not have, and how many entries it takes to have it.

    Only what may lie beyond is listed, so that it costs the same for a long log.
    """
    for name in sorted(shelf.names(_TILES)):
        level = 0 if name == _ENTRIES else int(name) if name.isdecimal() else None
        if level is not None:
            count = size >> 8 * level
            for path, width in _wider(shelf, PurePosixPath(_TILES, name), count, 0, _parts(count // WIDTH)):
                yield ObservedHead(str(path), width << 8 * level, None, str(path))


def begun_at(size: int, begun: list[tuple[int | None, int]]) -> set[str]:
    """The files that appends which were begun at this head, and not finished, may have left."""
    tiles = [tile for old, goal in begun if old in (None, size) for tile in added(size, goal)]
    return {path for tile in tiles for path in (tile.path, tile.entries_path)}


def _wider(
    shelf: Shelf, folder: PurePosixPath, count: int, above: int, edge: list[int]
) -> Iterator[tuple[PurePosixPath, int]]:
    """`above` is what the folders before say of the index, `edge` the parts of the index of the last tile from here on."""
    for name in sorted(shelf.names(str(folder))):
        if found := _FULL.fullmatch(name):
            width = (above * 1000 + int(found[1]) + 1) * WIDTH
            if width > count:
                yield folder / name, width
        elif found := _PARTIAL.fullmatch(name):
            before = (above * 1000 + int(found[1])) * WIDTH
            if before + WIDTH > count:
                for part in shelf.names(str(folder / name)):
                    if part.isdecimal() and before + int(part) > count:
                        yield folder / name / part, before + int(part)
        elif (found := _FOLDER.fullmatch(name)) and not (len(edge) > 1 and int(found[1]) < edge[0]):
            same = len(edge) > 1 and int(found[1]) == edge[0]
            yield from _wider(shelf, folder / name, count, above * 1000 + int(found[1]), edge[1:] if same else [0])


def _parts(index: int) -> list[int]:
    """The numbers in the path of a tile."""
    parts = [index % 1000]
    while index >= 1000:
        index //= 1000
        parts.insert(0, index % 1000)
    return parts
