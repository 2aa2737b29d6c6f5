"""Cuts the power after each system call of a recorded operation, and looks at legal states of the disk."""

from __future__ import annotations

import random
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.faults.disk import Disk, Fate, File, Piece, write
from tests.faults.interrupting import Expected, content_of
from tests.faults.operations import Rooms, wrong
from tests.support.strace import Call

ACKNOWLEDGED = b"ACKNOWLEDGED"
ONE_BY_ONE = 12
"""Pieces that are lost or kept alone, at most, after each call."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The changing calls of an operation on the archive at `root`."""

    root: Path
    calls: Sequence[Call]

    def without_file_sync(self) -> Trace:
        """As if nothing ever put the bytes of files on disk."""
        kept = [call for call in self.calls if call.name != "syncfs" and not (_syncs(call) and not _folder(self, call))]
        return Trace(self.root, kept)

    def without_folder_sync(self) -> Trace:
        """As if nothing ever put the names in folders on disk, but for what the first syncfs covers, which comes before them."""
        kept = [call for call in self.calls if not (_syncs(call) and _folder(self, call))]
        return Trace(self.root, [call for call in kept if call.name != "syncfs" or call.nth % 2])

    def ledger_first(self) -> Trace:
        """As if the entry were appended before the package is there."""
        ledger = [call for call in self.calls if _mentions(call, self.root / "ledger")]
        return Trace(self.root, ledger + [call for call in self.calls if call not in ledger])


@dataclass(frozen=True, slots=True)
class Effort:
    """After every `stride`-th call: `randomly` many states at random beside the regular ones. On one of `again` different states
    the operation is done again."""

    randomly: int
    again: int
    stride: int = 1


@dataclass(slots=True)
class Explored:
    """How many disks were looked at, and what was wrong with them."""

    states: int
    different: int
    done_again: int
    problems: list[str]


def explore(
    expected: Expected, trace: Trace, aside: Path, effort: Effort, chance: random.Random, enough: int = 10
) -> Explored:
    """Look at disks until so many problems are found."""
    explored = Explored(0, 0, 0, [])
    seen: set[tuple[bool, str]] = set()
    disk = Disk(expected.base, trace.root)
    acknowledged = False
    for number, call in enumerate(trace.calls):
        if ACKNOWLEDGED in call.arguments:
            acknowledged = True
        else:
            disk.see(call)
        if number % effort.stride and not acknowledged and number < len(trace.calls) - 20:
            continue
        for fates in states(disk.pieces, chance, effort.randomly):
            if len(explored.problems) >= enough:
                return explored
            if disk.impossible(fates):
                continue
            explored.states += 1
            found = disk.after(fates)
            mark = (acknowledged, mark_of(found))
            if mark in seen:
                continue
            seen.add(mark)
            explored.different += 1
            redo = len(seen) % effort.again == 0
            explored.done_again += redo
            explored.problems += [
                f"after call {number} ({call.name}): {problem}"
                for problem in _look(expected, found, acknowledged, aside, redo)
            ]
    return explored


def states(pieces: Sequence[Piece], chance: random.Random, randomly: int) -> Iterator[dict[int, Fate]]:
    """All kept, all lost, each alone lost or cut or kept, and some at random."""
    everything = dict.fromkeys(range(len(pieces)), Fate.KEPT)
    yield everything
    yield {}
    some: Iterable[int] = range(len(pieces))
    if len(pieces) > ONE_BY_ONE:
        some = sorted({*chance.sample(range(len(pieces)), ONE_BY_ONE - 2), len(pieces) - 1, len(pieces) - 2})
    for place in some:
        yield {place: Fate.KEPT}
        for fate in pieces[place].fates:
            if fate is not Fate.KEPT:
                yield everything | {place: fate}
    for _ in range(randomly if pieces else 0):
        share = chance.random()
        yield {
            place: chance.choice(piece.fates) if chance.random() < share else Fate.KEPT
            for place, piece in enumerate(pieces)
        }


def _look(expected: Expected, found: dict[str, File], acknowledged: bool, aside: Path, redo: bool) -> Iterator[str]:
    root = aside / "cut"
    if root.exists():
        for folder in [root, *(path for path in root.rglob("*") if path.is_dir())]:
            folder.chmod(0o755)
        shutil.rmtree(root)
    write(found, root)
    yield from wrong(Rooms.at(root), expected.before, expected.after if acknowledged else None)
    if acknowledged:
        yield from _different(expected, root, "store/packages")
        yield from _different(expected, root, "store/documents")
    if redo:
        expected.operation.act(Rooms.at(root))
        Rooms.at(root).ledger.append([])
        yield from (f"done again: {problem}" for problem in _different(expected, root, ""))
        if any((root / "store/staging").iterdir()):
            yield "done again: staging is not empty"


def _different(expected: Expected, root: Path, below: str) -> Iterator[str]:
    left = content_of(root)
    for path in sorted(left.keys() | expected.content.keys()):
        if path.startswith(below) and left.get(path) != expected.content.get(path) and not _superseded(path, left):
            yield f"{path} is {left.get(path)} and not {expected.content.get(path)}"


def _superseded(path: str, left: Collection[str]) -> bool:
    """Whether it is a partial tile beside its full one, which does no harm (tlog-tiles, "Partial Tiles")."""
    full, partial, _ = path.partition(".p")
    return bool(partial) and path.startswith("ledger/tile/") and full in left


def mark_of(found: dict[str, File]) -> str:
    hashed = sha256()
    for path, (mode, content) in found.items():
        hashed.update(f"{path} {mode} {-1 if content is None else len(content)}\n".encode() + (content or b""))
    return hashed.hexdigest()


def _syncs(call: Call) -> bool:
    return call.name in ("fsync", "fdatasync")


def _folder(trace: Trace, call: Call) -> bool:
    """Whether a synced path is a folder: one in which something lies at some time."""
    below = f"{call.arguments[0]}/"
    return any(word.startswith(below) for other in trace.calls for word in _words(other))


def _mentions(call: Call, below: Path) -> bool:
    return any(word == str(below) or word.startswith(f"{below}/") for word in _words(call))


def _words(call: Call) -> Iterator[str]:
    for word in (*call.arguments, call.target):
        yield word.decode(errors="replace") if isinstance(word, bytes) else word
