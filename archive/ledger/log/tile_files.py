"""Tiles and entry bundles as they lie in the folder of a ledger; what is missing, short or altered is LedgerDamaged."""

from __future__ import annotations

from pathlib import Path

from archive.ledger.log.atomic_dir import Shelf
from archive.ledger.log.rehash import REMEDY
from archive.ledger.log.tile import HASH_BYTES, WIDTH, Tile, hashes, unbundle
from archive.ledger.log.tree import leaf_hash
from archive.ledger.port import LedgerDamaged
from archive.model.message import tell


class TileFiles:
    """Reads them; nothing is written."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def tile(self, tile: Tile) -> bytes:
        """Its hashes; of a partial one also from the full one that took its place."""
        content = self._shelf.read(tile.path)
        if content is None and tile.width < WIDTH:
            content = self._shelf.read(tile.full().path)
            if content is not None and len(content) == WIDTH * HASH_BYTES:
                return content[: tile.width * HASH_BYTES]
        if content is None:
            raise LedgerDamaged(
                tell("{folder} is missing; {remedy}", folder=self._shelf.folder / tile.path, remedy=REMEDY)
            )
        if len(content) != tile.width * HASH_BYTES:
            raise LedgerDamaged(
                tell(
                    "{folder} has {content} bytes; {remedy}",
                    folder=self._shelf.folder / tile.path,
                    content=len(content),
                    remedy=REMEDY,
                )
            )
        return content

    def bundle(self, tile: Tile) -> list[bytes]:
        """The entries beside a lowest tile, as they are written."""
        path, width = tile.entries_path, tile.width
        content = self._shelf.read(path)
        if content is None and tile.width < WIDTH:
            path, width = tile.full().entries_path, WIDTH
            content = self._shelf.read(path)
        if content is None:
            raise LedgerDamaged(
                tell("{folder} is missing; {remedy}", folder=self._shelf.folder / tile.entries_path, remedy=REMEDY)
            )
        try:
            entries = unbundle(content)
        except ValueError as error:
            raise LedgerDamaged(
                tell("{folder}: {error}; {remedy}", folder=self._shelf.folder / path, error=error, remedy=REMEDY)
            ) from None
        if len(entries) != width:
            raise LedgerDamaged(
                tell(
                    "{folder} holds {entries} entries, not {width}; {remedy}",
                    folder=self._shelf.folder / path,
                    entries=len(entries),
                    width=width,
                    remedy=REMEDY,
                )
            )
        return entries[: tile.width]

    def checked_bundle(self, tile: Tile) -> list[bytes]:
        """The same, compared with the hashes of the tile."""
        entries = self.bundle(tile)
        if [leaf_hash(entry) for entry in entries] != hashes(self.tile(tile)):
            place = self._shelf.folder / tile.entries_path
            raise LedgerDamaged(
                tell(
                    "{place} and {path} disagree: one of them was altered; {remedy}",
                    place=place,
                    path=tile.path,
                    remedy=REMEDY,
                )
            )
        return entries

    def narrower(self, tile: Tile) -> list[Tile]:
        """The partial tiles that a tile took the place of and that are still there."""
        beside = self._shelf.names(str(Path(tile.path).parent))
        widths = sorted(int(name) for name in beside if name.isdecimal())
        return [Tile(tile.level, tile.index, width) for width in widths if 0 < width < tile.width]
