"""Tiles: their names, and which there are (C2SP tlog-tiles)."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.log.tile import Tile, added, bundle, edge, tile_at, unbundle


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 999, 1), "tile/0/999.p/1"),
        (Tile(1, 1000), "tile/1/x001/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(2, 1234067, 255), "tile/2/x001/x234/067.p/255"),
    ],
)
def test_is_named_as_the_specification_says(tile: Tile, path: str) -> None:
    assert tile.path == path


def test_bundles_are_named_like_tiles() -> None:
    assert Tile(0, 1234067, 8).entries_path == "tile/entries/x001/x234/067.p/8"


def test_a_tree_of_70000_has_the_tiles_of_the_specification() -> None:
    tiles = Counter((tile.level, tile.width) for tile in added(0, 70_000))

    assert tiles == {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}


def test_a_tree_of_256_has_one_full_tile_and_one_hash_above() -> None:
    assert list(added(0, 256)) == [Tile(0, 0), Tile(1, 0, 1)]


@given(st.integers(0, 200_000), st.integers(0, 2000))
def test_grown_by_parts_a_tree_has_the_same_tiles(old: int, more: int) -> None:
    new = old + more
    outgrown = {tile for tile in edge(old) if tile_at(new, tile.level, tile.index) != tile}
    grown = (set(added(0, old)) - outgrown) | set(added(old, new))

    assert grown == set(added(0, new))


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert unbundle(bundle(entries)) == entries


def test_lengths_are_big_endian() -> None:
    assert bundle([b"a" * 258, b""]) == b"\x01\x02" + b"a" * 258 + b"\x00\x00"


@pytest.mark.parametrize("content", [b"\x00", b"\x00\x02a", b"\x00\x01a\x00"])
def test_refuses_a_bundle_that_is_cut_off(content: bytes) -> None:
    with pytest.raises(ValueError, match="is cut off"):
        unbundle(content)
