"""The ledger in memory, straight from the definitions of RFC 6962 section 2.1: slow, without signature, and an oracle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.ledger.entry import Entry
from archive.ledger.log.tree import EMPTY_ROOT, RightEdge, leaf_hash, node_hash
from archive.ledger.port import Head, LedgerDamaged, Overtaken, Recorded


class MemoryLedger:
    """For tests and trials: what it holds is gone with the process."""

    def __init__(self) -> None:
        self._encoded: list[bytes] = []
        self._edge = RightEdge()

    def append(self, entries: Sequence[Entry], at: int | None = None) -> Head:
        """Record entries together; see the port."""
        encoded = [entry.encode() for entry in entries]
        if at is not None and at != len(self._encoded):
            raise Overtaken(at, len(self._encoded))
        self._encoded += encoded
        self._edge.extend([leaf_hash(entry) for entry in encoded])
        return self.head()

    def since(self, position: int) -> Iterator[Recorded]:
        """The entries from a position to the head; see the port."""
        if position < 0:
            raise ValueError(f"positions count from 0, not {position}")
        size = len(self._encoded)
        if position > size:
            raise LedgerDamaged(f"the ledger holds {size} entries and {position} were read before: it was replaced")
        return (Recorded(at, Entry.decode(self._encoded[at])) for at in range(position, size))

    def head(self) -> Head:
        """The state of the book."""
        return Head(self._edge.size, self._edge.root())

    def verify(self) -> Head:
        """Hash every entry anew; see the port."""
        head = self.head()
        if _root(self._leaves()) != head.root:
            raise LedgerDamaged("the entries in memory do not hash to the root; build the ledger anew")
        return head

    def prove(self, position: int, size: int | None = None) -> tuple[bytes, ...]:
        """The inclusion proof of an entry; see the port."""
        leaves = self._leaves_of(size)
        if not 0 <= position < len(leaves):
            raise IndexError(f"there is no entry {position} among {len(leaves)}")
        return tuple(_path(position, leaves))

    def prove_growth(self, size: int, to: int | None = None) -> tuple[bytes, ...]:
        """The consistency proof from an earlier size; see the port."""
        leaves = self._leaves_of(to)
        if not 0 <= size <= len(leaves):
            raise IndexError(f"a log of {len(leaves)} entries has no earlier state of {size}")
        return tuple(_subproof(size, leaves, True)) if size else ()

    def _leaves_of(self, size: int | None) -> list[bytes]:
        held = len(self._encoded)
        if size is not None and not 0 <= size <= held:
            raise IndexError(f"a log of {held} entries has no earlier state of {size}")
        return self._leaves()[:size]

    def _leaves(self) -> list[bytes]:
        return [leaf_hash(entry) for entry in self._encoded]


def _split(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    k = _split(len(leaves))
    return node_hash(_root(leaves[:k]), _root(leaves[k:]))


def _path(position: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if position < k:
        return [*_path(position, leaves[:k]), _root(leaves[k:])]
    return [*_path(position - k, leaves[k:]), _root(leaves[:k])]


def _subproof(old: int, leaves: Sequence[bytes], known: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if known else [_root(leaves)]
    k = _split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], known), _root(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], False), _root(leaves[:k])]
