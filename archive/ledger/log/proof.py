"""Verifying proofs as RFC 9162 sections 2.1.3.2 and 2.1.4.2 prescribe; written apart from what makes them."""

from __future__ import annotations

from collections.abc import Sequence

from archive.ledger.log.tree import EMPTY_ROOT, node_hash
from archive.ledger.port import Head, Ledger, LedgerDamaged
from archive.model.message import tell


def includes(head: Head, position: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof leads from a leaf hash at that position to the root."""
    if not 0 <= position < head.size:
        return False
    place, last, found = position, head.size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == head.root


def extends(old: Head, new: Head, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the old state is how the new one began."""
    if old.size > new.size or (old.size == 0 and old.root != EMPTY_ROOT):
        return False
    if old.size in (0, new.size):
        return not proof and (old.size == 0 or old.root == new.root)
    path = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    if not path:
        return False
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old.root and after == new.root


def compare(ledger: Ledger, kept: Head) -> Head:
    """Hold the book against a checkpoint that someone else kept; LedgerDamaged when it was cut short or rewritten."""
    head = ledger.head()
    if kept.size > head.size:
        raise LedgerDamaged(
            tell(
                "the ledger holds {size} entries and the kept checkpoint signs {size2}: entries were cut off; "
                "stop appending, keep both as evidence, and restore the ledger from a mirror",
                size=head.size,
                size2=kept.size,
            )
        )
    if not extends(kept, head, ledger.prove_growth(kept.size, head.size)):
        raise LedgerDamaged(
            tell(
                "the first {size} entries of the ledger are not those of the kept checkpoint: the ledger was "
                "rewritten; stop appending, keep both as evidence, and restore the ledger from a mirror",
                size=kept.size,
            )
        )
    return head
