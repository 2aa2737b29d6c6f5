"""A loss that two people accepted: what had been seen of the book and is gone for good, named by an entry of the shorter one.

lost/<size>.json          what was seen beyond a head of that size: the document that the entry at that position names
lost/<size>.<file>        a tile or bundle that lay beyond it, its path written with hyphens
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.ledger.entry import Entry, EntryType
from archive.ledger.log.atomic_dir import Shelf
from archive.ledger.log.atomic_replace import replace
from archive.ledger.log.observed_heads import ObservedHead
from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.model.json import Json, read_json, write_pretty

FOLDER = "lost"
SCHEMA = "loss/1"
LOST = "lost"
"""The name under which the entry gives the digest of the document."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost beyond a head: who had seen more, the files that lay beyond it, and what is known of the lost entries."""

    head: Head
    seen: tuple[ObservedHead, ...]
    files: Mapping[str, Digest]
    packages: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many entries were seen at most."""
        return max(one.size for one in self.seen)

    def encode(self) -> bytes:
        """The document."""
        content: dict[str, Json] = {
            "schema": SCHEMA,
            "ledger": {"size": self.head.size, "root": self.head.root.hex()},
            "entries": self.size,
            "seen": [
                {"by": one.by, "size": one.size, "root": one.root and one.root.hex()}
                for one in self.seen
                if not one.file
            ],
            "files": {path: str(digest) for path, digest in sorted(self.files.items())},
            "packages": list(self.packages),
        }
        return write_pretty(content)


def keep(ledger: Path, loss: Loss) -> None:
    """Put the document and the files beside the log, as evidence; to be called before the entry is appended."""
    folder, shelf = ledger / FOLDER, Shelf(ledger)
    for path in loss.files:
        content = shelf.read(path)
        if content is not None:
            replace(folder / f"{loss.head.size}.{path.replace('/', '-')}", content)
    replace(folder / f"{loss.head.size}.json", loss.encode())


class Accepted:
    """What the entries of a book accept as lost; read only where something was seen that the book does not extend."""

    def __init__(self, shelf: Shelf, entries: Iterable[tuple[int, Entry]]) -> None:
        self._seen: set[tuple[int, str | None]] = set()
        self._files: set[tuple[str, str]] = set()
        self._shelf = shelf
        for position, entry in entries:
            written = shelf.read(f"{FOLDER}/{position}.json")
            if written is not None and _names(entry, written):
                self._take(read_json(written))

    def without(self, objections: Iterable[ObservedHead]) -> Iterator[ObservedHead]:
        """What nobody accepted yet."""
        return (one for one in objections if not self._covers(one))

    def _covers(self, one: ObservedHead) -> bool:
        if one.file:
            return (one.file, str(Digest.of(self._shelf.read(one.file) or b""))) in self._files
        return (one.size, one.root and one.root.hex()) in self._seen

    def _take(self, written: Json) -> None:
        if not isinstance(written, Mapping) or written.get("schema") != SCHEMA:
            return
        seen, files = written["seen"], written["files"]
        if isinstance(seen, Sequence) and isinstance(files, Mapping):
            for one in seen:
                if isinstance(one, Mapping) and isinstance(one["size"], int):
                    self._seen.add((one["size"], None if one["root"] is None else str(one["root"])))
            self._files.update((path, str(digest)) for path, digest in files.items())


def positions(shelf: Shelf) -> list[int]:
    """Where entries may stand that accept a loss."""
    names = (name.removesuffix(".json") for name in shelf.names(FOLDER) if name.endswith(".json"))
    return sorted(int(name) for name in names if name.isdecimal())


def _names(entry: Entry, written: bytes) -> bool:
    return entry.type is EntryType.LOSS_ACCEPTED and entry.digests.get(LOST) == Digest.of(written)
