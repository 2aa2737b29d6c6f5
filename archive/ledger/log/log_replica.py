"""A copy of the log elsewhere: grown entry by entry from ours, so that every hash in it was computed anew, and signed by ours.

The checkpoint is placed last. Whoever has the verifier key can open the copy as a ledger and verify it.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from archive.ledger.keys.checkpoint import InvalidCheckpoint, head_in
from archive.ledger.keys.note import InvalidNote, split
from archive.ledger.lock import alone
from archive.ledger.log.atomic_dir import Shelf
from archive.ledger.log.proof import compare
from archive.ledger.log.tile import HASH_BYTES, WIDTH, Tile, added, bundle, edge, hashes, tile_at, unbundle
from archive.ledger.log.tree import EMPTY_ROOT, RightEdge, leaf_hash
from archive.ledger.port import Head, Ledger, LedgerDamaged
from archive.model.message import tell

CHECKPOINT = "checkpoint"
BESIDE = ("witnessed", "handovers", "stamped", "lost")
"""The folders beside the log; see archive.ledger.evidence."""
_AT_ONCE = 64 * WIDTH
_REMEDY = tell("keep that folder as evidence under another name; the next sync makes the copy anew")


def mirror(ledger: Ledger, note: bytes, origin: str, folder: Path) -> Head:
    """Bring the copy in a folder to the state that `note`, our signed checkpoint, describes.

    LedgerDamaged, and no new checkpoint, when our entries do not give its root, or when the copy is not how they began. Under
    which key the copy's last checkpoint was signed does not matter: our ledger must prove that it grew from it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(folder)
    with alone(folder):
        head, held = _head(note, origin, "our checkpoint"), mirrored(folder, origin)
        for state in (head, held):
            compare(ledger, state)
        if held.size > head.size:
            return held
        grown = _edge(shelf, held, folder)
        entries = (recorded.entry.encode() for recorded in ledger.since(held.size))
        shelf.begin(head.size, held.size)
        while part := list(islice(entries, min(_AT_ONCE, head.size - grown.size))):
            shelf.place(_files(shelf, grown, part))
        if grown.root() != head.root:
            raise LedgerDamaged(
                tell(
                    "the entries do not lead from the copy in {folder} to the checkpoint: verify both ledgers",
                    folder=folder,
                )
            )
        if head != held or shelf.read(CHECKPOINT) is None:
            shelf.place([(CHECKPOINT, note)])
        for tile in edge(held.size):
            if tile_at(head.size, tile.level, tile.index).width == WIDTH:
                shelf.remove(tile.path)
                if tile.level == 0:
                    shelf.remove(tile.entries_path)
        shelf.end()
    return head


def copy_beside(source: Path, target: Path) -> None:
    """Copy what lies beside the log and proves it to others. What is there already stays, unless ours has gained signatures."""
    ours, theirs = Shelf(source), Shelf(target)
    for folder in BESIDE:
        paths = [f"{folder}/{name}" for name in sorted(ours.names(folder))]
        contents = {path: ours.read(path) for path in paths}
        fresh = [(path, content) for path, content in contents.items() if content is not None]
        changed = [(path, content) for path, content in fresh if theirs.read(path) != content]
        if changed:
            theirs.begin(0)
            theirs.place(changed)
            theirs.end()


def mirrored(folder: Path, origin: str) -> Head:
    """The state that the copy claims; that of an empty log where there is none. LedgerDamaged when its checkpoint is none."""
    note = Shelf(folder).read(CHECKPOINT)
    return Head(0, EMPTY_ROOT) if note is None else _head(note, origin, f"{folder / CHECKPOINT} ({_REMEDY})")


def _head(note: bytes, origin: str, what: str) -> Head:
    try:
        return head_in(split(note)[0], origin)
    except (InvalidCheckpoint, InvalidNote) as error:
        raise LedgerDamaged(tell("{what}: {error}", what=what, error=error)) from None


def _edge(shelf: Shelf, held: Head, folder: Path) -> RightEdge:
    """The right edge of the copy, whose root must be the signed one before anything is added to it."""

    def tile(one: Tile) -> bytes:
        content = shelf.read(one.path)
        if content is None or len(content) != HASH_BYTES * one.width:
            raise LedgerDamaged(
                tell("{folder} is missing or cut short; {remedy}", folder=folder / one.path, remedy=_REMEDY)
            )
        return content

    found = RightEdge(held.size, tile)
    if found.root() != held.root:
        raise LedgerDamaged(
            tell("the tiles in {folder} do not lead to its checkpoint; {remedy}", folder=folder, remedy=_REMEDY)
        )
    return found


def _files(shelf: Shelf, grown: RightEdge, part: list[bytes]) -> list[tuple[str, bytes]]:
    """The bundles and tiles that these entries fill or begin."""
    old = grown.size
    before: list[bytes] = []
    if old % WIDTH:
        path = tile_at(old, 0, old // WIDTH).entries_path
        content = shelf.read(path)
        if content is None:
            raise LedgerDamaged(tell("{folder} is missing; {remedy}", folder=shelf.folder / path, remedy=_REMEDY))
        before = _entries(content)
        if [leaf_hash(entry) for entry in before] != _row(shelf, old):
            raise LedgerDamaged(tell("{folder} is altered; {remedy}", folder=shelf.folder / path, remedy=_REMEDY))
    tiles = grown.extend([leaf_hash(entry) for entry in part])
    tiles += grown.partial()
    entries = before + part
    lowest = [tile for tile in added(old, grown.size) if tile.level == 0]
    starts = range(0, len(entries), WIDTH)
    bundles = [(one.entries_path, bundle(entries[at : at + WIDTH])) for one, at in zip(lowest, starts, strict=True)]
    return bundles + [(tile.path, content) for tile, content in tiles]


def _entries(content: bytes) -> list[bytes]:
    """The entries of a bundle; none when the lengths do not add up, so that it differs from its tile."""
    try:
        return unbundle(content)
    except ValueError:
        return []


def _row(shelf: Shelf, size: int) -> list[bytes]:
    """The leaf hashes in the last tile of a log of this size."""
    return hashes(shelf.read(tile_at(size, 0, size // WIDTH).path) or b"")
