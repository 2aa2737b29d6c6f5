"""A model of what a disk may hold when the power goes, from the system calls that were made until then.

The rules, as harsh as POSIX and the crash behaviour of ext4 and xfs permit, and harsher where that costs nothing:

- What no fsync(2) or syncfs(2) has covered may be there or not, each piece by itself, in any combination: nothing is ordered.
- A write may be there whole, not at all, up to its middle, or as zeros of its length (delayed allocation).
- A name in a folder is data of that folder. fsync of a file does not put its name on disk; fsync of a folder does so for all its
  names, and for nothing that the names lead to. So a rename may arrive before the bytes of the file that it names.
- The two ends of a rename arrive independently: the file may have its old name, its new one, none or both. A folder never has
  both: no file system lets a folder have two parents.
- Two names that are exchanged (RENAME_EXCHANGE) are exchanged both or neither: file systems do it in one transaction.
- A new file begins with the permissions that it was created with; a later change of them is a piece like any other.
- syncfs covers everything written or named before it on that file system.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.support.strace import Call


class Fate(Enum):
    """What becomes of one piece that nothing has put on disk yet."""

    KEPT = "kept"
    LOST = "lost"
    HALF = "half"
    ZEROS = "zeros"


@dataclass(slots=True)
class Node:
    """A file or folder as it stands on disk for sure."""

    folder: bool
    mode: int
    content: bytes = b""
    names: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """One change that may or may not have arrived: bytes at a place, permissions, or one name of a folder."""

    node: Node
    what: bytes | int | str
    """Bytes of a file, permissions, or the name in a folder."""
    start: int = 0
    child: Node | None = None

    @property
    def fates(self) -> Sequence[Fate]:
        cut = isinstance(self.what, bytes) and len(self.what) > 1
        return tuple(Fate) if cut else (Fate.KEPT, Fate.LOST)


File = tuple[int, bytes | None]
"""Permissions, and content; None for a folder."""


class Disk:
    """What is on disk for sure, and the pieces that may be. `see` is told each call that has returned."""

    def __init__(self, root: Path, recorded_at: Path) -> None:
        """The files below `root` are all on disk; the calls speak of them as below `recorded_at`."""
        self._at = str(recorded_at)
        self._umask = os.umask(0o022)
        os.umask(self._umask)
        self._root = _read(root)
        self._now: dict[str, Node] = {}
        self._index("", self._root)
        self._sizes = {id(node): len(node.content) for node in self._now.values()}
        self.pieces: list[Piece] = []
        self.pairs: list[tuple[Piece, Piece]] = []
        self.numbers: dict[str, Node] = {}
        """Files and folders that were named after their inode number, by that number."""

    def see(self, call: Call) -> None:
        """A call that has returned; one that failed changed nothing."""
        if call.failed:
            return
        match call.name, call.arguments:
            case (("open" | "openat" | "creat"), _):
                self._opened(call)
            case "mkdir", (path, mode, *_):
                self._new(self._below(path), Node(True, self._mode(mode)))
            case "mkdirat", (at, path, mode, *_):
                self._new(self._below(path, at), Node(True, self._mode(mode)))
            case "write", (path, content, *_):
                self._written(self._below(path), content, call.result)
            case (("fchmod" | "chmod"), (path, mode, *_)):
                self._piece(self._below(path), int(str(mode), 8))
            case "fchmodat", (at, path, mode, *_):
                self._piece(self._below(path, at), int(str(mode), 8))
            case (("fsync" | "fdatasync"), (path, *_)):
                below = self._below(path)
                node = None if below is None else self._now[below]
                self._arrive([piece for piece in self.pieces if piece.node is node])
            case "syncfs", _:
                self._arrive(list(self.pieces))
            case "rename", (old, new):
                self._renamed(self._below(old), self._below(new))
            case ("renameat2", (at, old, to, new, "RENAME_EXCHANGE")):
                self._exchanged(self._below(old, at), self._below(new, to))
            case (("renameat" | "renameat2"), (at, old, to, new, *_)):
                self._renamed(self._below(old, at), self._below(new, to))
            case (("unlink" | "rmdir"), (path, *_)):
                self._gone(self._below(path))
            case "unlinkat", (at, path, *_):
                self._gone(self._below(path, at))
            case name, arguments:
                raise AssertionError(f"the model does not know {name}{arguments}")

    def after(self, fates: Mapping[int, Fate]) -> dict[str, File]:
        """The files and folders that are found when power is back, by path; `fates` by the place of a piece, else it is lost."""
        kept = [(self.pieces[place], fate) for place, fate in sorted(fates.items()) if fate is not Fate.LOST]
        found: dict[str, File] = {}
        _gather("", self._root, _by_node(kept), found, {})
        return found

    def named(self, fates: Mapping[int, Fate]) -> dict[str, Node]:
        """Which file or folder has which path then."""
        kept = [(self.pieces[place], fate) for place, fate in sorted(fates.items()) if fate is not Fate.LOST]
        nodes: dict[str, Node] = {}
        _gather("", self._root, _by_node(kept), {}, nodes)
        return nodes

    def impossible(self, fates: Mapping[int, Fate]) -> bool:
        """Whether a folder would have two names, or one half of an exchange would be there, which no file system permits."""
        places = {id(piece): place for place, piece in enumerate(self.pieces)}
        for one, other in self.pairs:
            halves = [fates.get(places[id(piece)], Fate.LOST) for piece in (one, other) if id(piece) in places]
            if len(set(halves)) > 1:
                return True
        kept = _by_node([(self.pieces[place], fate) for place, fate in fates.items() if fate is not Fate.LOST])
        return not _once(self._root, kept, set())

    def _index(self, path: str, node: Node) -> None:
        self._now[path] = node
        for name, child in node.names.items():
            self._index(f"{path}/{name}", child)

    def _below(self, path: bytes | str, at: bytes | str = "") -> str | None:
        """A path below the root, "" for the root itself; None for one outside."""
        text, base = (word.decode() if isinstance(word, bytes) else word for word in (path, at))
        full = os.path.join(base, text)
        if full != self._at and not full.startswith(f"{self._at}/"):
            return None
        return full[len(self._at) :]

    def _opened(self, call: Call) -> None:
        flags = next((str(word) for word in call.arguments if isinstance(word, str) and word.startswith("O_")), "")
        path = self._below(call.target)
        if path is None or "O_CREAT" not in flags:
            assert path is None or "O_TRUNC" not in flags, "the model knows no truncation"
            return
        if path not in self._now:
            self._new(path, Node(False, self._mode(call.arguments[-1])))
        assert "O_TRUNC" not in flags or self._sizes[id(self._now[path])] == 0, "the model knows no truncation"

    def _mode(self, asked: bytes | str) -> int:
        """What a new file or folder gets of the permissions that were asked for."""
        return int(str(asked), 8) & ~self._umask

    def _new(self, path: str | None, node: Node) -> None:
        if path is not None:
            self._now[path] = node
            self._sizes[id(node)] = 0
            self._name(path, node)

    def _name(self, path: str, child: Node | None) -> None:
        above, _, name = path.rpartition("/")
        self.pieces.append(Piece(self._now[above], name, child=child))

    def _written(self, path: str | None, content: bytes | str, count: int) -> None:
        if path is not None:
            assert isinstance(content, bytes)
            node = self._now[path]
            self.pieces.append(Piece(node, content[:count], self._sizes[id(node)]))
            self._sizes[id(node)] += count

    def _piece(self, path: str | None, mode: int) -> None:
        if path is not None:
            self.pieces.append(Piece(self._now[path], mode))

    def _renamed(self, old: str | None, new: str | None) -> None:
        assert old is not None
        assert new is not None
        moved = {path: node for path, node in self._now.items() if path == old or path.startswith(f"{old}/")}
        for path in moved:
            del self._now[path]
        self._now |= {new + path[len(old) :]: node for path, node in moved.items()}
        self._name(new, moved[old])
        self._name(old, None)
        name, _, number = new.rpartition("-")
        if number.isdecimal() and name.endswith("/damaged"):
            self.numbers[number] = moved[old]

    def _exchanged(self, one: str | None, other: str | None) -> None:
        assert one is not None
        assert other is not None
        inside = {path: node for path, node in self._now.items() if _in(path, one) or _in(path, other)}
        for path in inside:
            del self._now[path]
        for path, node in inside.items():
            self._now[other + path[len(one) :] if _in(path, one) else one + path[len(other) :]] = node
        self._name(other, inside[one])
        self._name(one, inside[other])
        self.pairs.append((self.pieces[-2], self.pieces[-1]))

    def _gone(self, path: str | None) -> None:
        if path is not None:
            del self._now[path]
            self._name(path, None)

    def _arrive(self, pieces: list[Piece]) -> None:
        """These pieces are on disk from now on."""
        for piece in pieces:
            _apply(piece, Fate.KEPT, piece.node)
        for one, other in self.pairs:
            if any(piece is one or piece is other for piece in pieces) and any(piece is one for piece in self.pieces):
                pieces = [*pieces, one, other]
                _apply(one, Fate.KEPT, one.node)
                _apply(other, Fate.KEPT, other.node)
        gone = {id(piece) for piece in pieces}
        self.pieces = [piece for piece in self.pieces if id(piece) not in gone]


def write(found: Mapping[str, File], root: Path) -> None:
    """Make such a disk below a folder that does not exist yet."""
    folders = []
    for path, (mode, content) in found.items():
        place = root / path.lstrip("/")
        if content is None:
            place.mkdir()
            folders.append((place, mode))
        else:
            place.write_bytes(content)
            place.chmod(mode)
    for place, mode in reversed(folders):
        place.chmod(mode)


def _in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _read(path: Path) -> Node:
    mode = stat.S_IMODE(path.stat().st_mode)
    if path.is_dir():
        return Node(True, mode, names={one.name: _read(one) for one in sorted(path.iterdir())})
    return Node(False, mode, path.read_bytes())


def _apply(piece: Piece, fate: Fate, to: Node) -> None:
    if isinstance(piece.what, bytes):
        to.content = _overlaid(to.content, piece, fate)
    elif isinstance(piece.what, int):
        to.mode = piece.what
    elif piece.child is None:
        to.names.pop(piece.what, None)
    else:
        to.names[piece.what] = piece.child


def _overlaid(content: bytes, piece: Piece, fate: Fate) -> bytes:
    assert isinstance(piece.what, bytes)
    written = piece.what[: len(piece.what) // 2] if fate is Fate.HALF else piece.what
    written = bytes(len(written)) if fate is Fate.ZEROS else written
    before = content[: piece.start].ljust(piece.start, b"\0")
    return before + written + content[piece.start + len(written) :]


Kept = Mapping[int, Iterable[tuple[Piece, Fate]]]


def _by_node(kept: Iterable[tuple[Piece, Fate]]) -> Kept:
    found: dict[int, list[tuple[Piece, Fate]]] = {}
    for piece, fate in kept:
        found.setdefault(id(piece.node), []).append((piece, fate))
    return found


def _seen(node: Node, kept: Kept) -> Node:
    """A node with the pieces of it that have arrived."""
    seen = Node(node.folder, node.mode, node.content, dict(node.names))
    for piece, fate in kept.get(id(node), ()):
        _apply(piece, fate, seen)
    return seen


def _gather(path: str, node: Node, kept: Kept, found: dict[str, File], nodes: dict[str, Node]) -> None:
    seen = _seen(node, kept)
    nodes[path] = node
    found[path] = (seen.mode, None if seen.folder else seen.content)
    for name in sorted(seen.names):
        _gather(f"{path}/{name}", seen.names[name], kept, found, nodes)


def _once(node: Node, kept: Kept, met: set[int]) -> bool:
    if node.folder:
        if id(node) in met:
            return False
        met.add(id(node))
    return all(_once(child, kept, met) for child in _seen(node, kept).names.values())
