"""The tree: what tiles give is what the definitions give, and no proof can be bent."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from archive.ledger.log.proof import extends, includes
from archive.ledger.log.tile import Tile
from archive.ledger.log.tree import EMPTY_ROOT, RightEdge, consistency_proof, inclusion_proof, node_hash
from archive.ledger.port import Head

LEAVES = [sha256(b"\x00%d" % number).digest() for number in range(600)]


def root_by_definition(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    half = max(2**power for power in range(10) if 2**power < len(leaves))
    return sha256(b"\x01" + root_by_definition(leaves[:half]) + root_by_definition(leaves[half:])).digest()


def grown(size: int, read: Callable[[Tile], bytes] | None = None, start: int = 0) -> tuple[Head, dict[Tile, bytes]]:
    edge = RightEdge(start, read)
    tiles = dict(edge.extend(LEAVES[start:size]))
    tiles.update(edge.partial())
    return Head(edge.size, edge.root()), tiles


@pytest.mark.parametrize("size", [*range(20), 255, 256, 257, 511, 512, 513, 600])
def test_the_edge_alone_gives_the_root(size: int) -> None:
    head, tiles = grown(size)

    assert head.root == root_by_definition(LEAVES[:size])
    assert RightEdge(size, tiles.__getitem__).root() == head.root


@pytest.mark.parametrize("start", [1, 17, 255, 256, 257, 512, 599])
def test_growing_goes_on_from_the_edge_alone(start: int) -> None:
    _, before = grown(start)
    whole, tiles = grown(600)
    head, more = grown(600, before.__getitem__, start)

    assert head == whole
    assert {**before, **more}.items() >= tiles.items()


def test_only_changed_tiles_are_written_again() -> None:
    _, before = grown(300)
    _, more = grown(301, before.__getitem__, 300)

    assert list(more) == [Tile(0, 1, 45)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 11, 256, 257, 600])
def test_every_inclusion_is_proved(size: int) -> None:
    head, tiles = grown(size)

    for position in range(size):
        assert includes(head, position, LEAVES[position], inclusion_proof(tiles.__getitem__, size, position))


def test_every_growth_is_proved() -> None:
    states = [grown(size) for size in (0, 1, 2, 3, 4, 5, 7, 8, 9, 128, 255, 256, 257, 383, 384, 511, 512, 513, 600)]

    for new, tiles in states:
        for old, _ in states:
            if old.size <= new.size:
                assert extends(old, new, consistency_proof(tiles.__getitem__, old.size, new.size))


def test_a_bent_inclusion_proof_proves_nothing() -> None:
    head, tiles = grown(600)
    proof = inclusion_proof(tiles.__getitem__, 600, 300)
    other = bytes(32)

    for place in range(len(proof)):
        assert not includes(head, 300, LEAVES[300], (*proof[:place], other, *proof[place + 1 :]))
    assert not includes(head, 300, LEAVES[300], (*proof, other))
    assert not includes(head, 300, LEAVES[300], proof[:-1])
    assert not includes(head, 301, LEAVES[300], proof)
    assert not includes(head, 300, LEAVES[301], proof)
    assert not includes(head, 600, LEAVES[300], proof)
    assert not includes(head, -1, LEAVES[300], proof)


@pytest.mark.parametrize("size", [255, 256, 300])
def test_a_bent_growth_proof_proves_nothing(size: int) -> None:
    (old, _), (new, tiles) = grown(size), grown(600)
    proof = consistency_proof(tiles.__getitem__, size, 600)

    for place in range(len(proof)):
        assert not extends(old, new, (*proof[:place], bytes(32), *proof[place + 1 :]))
    assert not extends(old, new, (*proof, bytes(32)))
    assert not extends(old, new, proof[:-1])
    assert not extends(old, new, ())
    assert not extends(Head(size, bytes(32)), new, proof)
    assert not extends(old, Head(600, bytes(32)), proof)
    assert not extends(new, old, proof)


def test_the_root_is_no_entry() -> None:
    head, _ = grown(600)

    assert not includes(head, 0, head.root, ())
    assert not includes(Head(1, head.root), 1, head.root, ())


def test_a_proof_is_as_deep_as_the_tree() -> None:
    one, two, three, four = LEAVES[:4]
    pair = node_hash(one, two)

    assert not includes(Head(1, pair), 0, two, (one,))
    assert not extends(Head(1, one), Head(4, pair), (two,))
    shallow, deep = node_hash(pair, three), node_hash(pair, node_hash(three, four))
    assert extends(Head(3, shallow), Head(4, deep), (three, four, pair))
    assert not extends(Head(3, node_hash(one, shallow)), Head(4, node_hash(one, deep)), (three, four, pair, one))


def test_equal_sizes_agree_only_with_equal_roots() -> None:
    head, _ = grown(5)

    assert extends(head, head, ())
    assert not extends(Head(5, bytes(32)), head, ())
    assert not extends(head, head, (bytes(32),))


def test_the_empty_tree_has_one_root() -> None:
    head, _ = grown(5)

    assert extends(Head(0, EMPTY_ROOT), head, ())
    assert not extends(Head(0, bytes(32)), head, ())
