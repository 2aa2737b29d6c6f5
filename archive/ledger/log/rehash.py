"""The whole log hashed anew from its entries, and every tile compared with what the entries give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive.ledger.log.tile import WIDTH, Tile, hashes, tile_at
from archive.ledger.log.tree import ReadTile, RightEdge, leaf_hash
from archive.ledger.port import Head, LedgerDamaged
from archive.model.message import tell

REMEDY = tell("restore it from a mirror or backup of the ledger, verify again, and append nothing before")
_NAMED = 5

ReadBundle = Callable[[Tile], Sequence[bytes]]
"""Gives the entries under a tile of level 0."""

Narrower = Callable[[Tile], Sequence[Tile]]
"""Gives the narrower tiles that still lie beside a partial one."""


def rehash(head: Head, read_tile: ReadTile, read_bundle: ReadBundle, narrower: Narrower) -> None:
    """LedgerDamaged, naming the files, unless entries, tiles and the signed head agree.

    When the entries give the signed root, a tile that differs is the damaged one; when they do not, they are themselves.
    """
    grown = RightEdge()
    altered: list[str] = []
    suspect: list[str] = []
    for index in range(-(-head.size // WIDTH)):
        lowest = tile_at(head.size, 0, index)
        entries = read_bundle(lowest)
        leaves = [leaf_hash(entry) for entry in entries]
        if leaves != hashes(read_tile(lowest)):
            suspect.append(lowest.entries_path)
        altered += _differing(grown.extend(leaves), read_tile)
        if lowest.width < WIDTH:
            for part in narrower(lowest):
                if list(read_bundle(part)) != list(entries[: part.width]):
                    altered.append(part.entries_path)
    last = list(grown.partial())
    altered += _differing(last, read_tile)
    for tile, content in last:
        beside = narrower(tile)
        altered += _differing([(part, content[: 32 * part.width]) for part in beside], read_tile)
    _judge(grown.root() == head.root, altered, suspect)


def _differing(expected: Sequence[tuple[Tile, bytes]], read_tile: ReadTile) -> list[str]:
    return [tile.path for tile, content in expected if read_tile(tile) != content]


def _judge(root_agrees: bool, altered: Sequence[str], suspect: Sequence[str]) -> None:
    if root_agrees and altered:
        raise LedgerDamaged(tell("altered in the ledger: {listed}; {remedy}", listed=_listed(altered), remedy=REMEDY))
    if root_agrees:
        return
    if suspect:
        raise LedgerDamaged(
            tell(
                "altered in the ledger, entries that do not hash to their tile: {listed}; {remedy}",
                listed=_listed(suspect),
                remedy=REMEDY,
            )
        )
    raise LedgerDamaged(
        tell(
            "the entries and tiles of the ledger agree with each other and not with the signed checkpoint: they were rewritten, "
            "or the checkpoint is of another log; keep everything as evidence and restore the ledger from a mirror"
        )
    )


def _listed(paths: Sequence[str]) -> str:
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more} more" if more > 0 else "")
