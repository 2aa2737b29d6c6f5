"""Hurts one package in one way, and says what an audit must find: by path, by word, and by code. Knows nothing of the audit."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = 4096
TAGS = "tagmanifest-sha256.txt"
MANIFEST = "manifest-sha256.txt"


@dataclass
class Truth:
    """What must be found: exactly these differences and findings, or at least these where a manifest itself was hurt."""

    differences: set[tuple[str, str]] = field(default_factory=set)
    findings: set[tuple[str, str]] = field(default_factory=set)
    exact: bool = True
    gone: bool = False


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Write in a sealed folder, and leave it looking sealed."""
    folder.chmod(0o755)
    try:
        yield
    finally:
        folder.chmod(0o555)


def rewrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)
    path.chmod(0o444)


def payload(bag: Path) -> tuple[int, int]:
    """Bytes and files of the payload, as they are on disk; links are not files."""
    sizes = [path.lstat().st_size for path in (bag / "data").rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(sizes), len(sizes)


def files(bag: Path) -> list[Path]:
    return sorted(path for path in bag.rglob("*") if path.is_file() and not path.is_symlink())


class Hurting:
    """One package, one chance. Each method is one kind of damage."""

    def __init__(self, bag: Path, chance: random.Random) -> None:
        self.bag = bag
        self.chance = chance
        self.truth = Truth()
        self._payload = payload(bag)

    def run(self, kind: Callable[[Hurting], None]) -> Truth:
        kind(self)
        if not self.truth.gone and self.truth.exact and payload(self.bag) != self._payload:
            self.truth.findings.add(("OXUM_MISMATCH", "bag-info.txt"))
        return self.truth

    def _file(self, least: int = 0) -> Path:
        """A file of at least so many bytes: of the payload mostly, now and then one that makes the bag."""
        wanted = [path for path in files(self.bag) if path.stat().st_size >= least]
        inner = [path for path in wanted if path.is_relative_to(self.bag / "data")]
        return self.chance.choice(inner if self.chance.random() < 0.85 else wanted)

    def _page(self) -> Path:
        return self.chance.choice([path for path in files(self.bag) if path.is_relative_to(self.bag / "data")])

    def _at(self, path: Path) -> str:
        return path.relative_to(self.bag).as_posix()

    def _says(self, word: str, path: Path) -> None:
        self.truth.differences.add((word, self._at(path)))

    def _altered(self, path: Path) -> None:
        """What is wrong inside a file that makes the bag is said besides; which words that takes depends on the bytes."""
        self._says("altered", path)
        if path.parent == self.bag:
            self.truth.exact = False

    def flipped_bit(self) -> None:
        path = self._file(1)
        content = bytearray(path.read_bytes())
        content[self.chance.randrange(len(content))] ^= 1 << self.chance.randrange(8)
        rewrite(path, bytes(content))
        self._altered(path)

    def zeroed_block(self) -> None:
        path = self._file(1)
        content = bytearray(path.read_bytes())
        start = self.chance.randrange(0, len(content), BLOCK)
        part = content[start : start + BLOCK]
        content[start : start + len(part)] = bytes(len(part)) if any(part) else b"\x01" * len(part)
        rewrite(path, bytes(content))
        self._altered(path)

    def truncated(self) -> None:
        path = self._file(1)
        rewrite(path, path.read_bytes()[: self.chance.randrange(path.stat().st_size)])
        self._altered(path)

    def appended(self) -> None:
        path = self._file()
        rewrite(path, path.read_bytes() + self.chance.randbytes(self.chance.randrange(1, 600)))
        self._altered(path)

    def swapped_files(self) -> None:
        one = self._page()
        others = [path for path in files(self.bag / "data") if path.read_bytes() != one.read_bytes()]
        other = self.chance.choice(others)
        content = one.read_bytes()
        rewrite(one, other.read_bytes())
        rewrite(other, content)
        self._altered(one)
        self._altered(other)

    def replaced_by_another_of_the_same_size(self) -> None:
        path = self._file(20)
        rewrite(path, self.chance.randbytes(path.stat().st_size))
        self._altered(path)

    def removed(self) -> None:
        path = self._page()
        with opened(path.parent):
            path.unlink()
        self._says("missing", path)
        self._emptied(path.parent)

    def _emptied(self, folder: Path) -> None:
        if not any(folder.iterdir()):
            self._says("unexpected", folder)

    def renamed(self) -> None:
        path = self._page()
        other = path.with_name(self.chance.choice((f"{path.name}.bak", f" {path.name}", path.name.upper() + "X")))
        with opened(path.parent):
            path.rename(other)
        self._says("missing", path)
        self._says("unexpected", other)

    def moved_to_another_folder(self) -> None:
        path = self._page()
        target = self.bag / "data" / path.name
        with opened(path.parent), opened(self.bag / "data"):
            path.rename(target)
        self._says("missing", path)
        self._says("unexpected", target)
        self._emptied(path.parent)

    def extra_file(self) -> None:
        folder = self.chance.choice([self.bag, self._page().parent])
        name = self.chance.choice(("Thumbs.db", ".DS_Store", "=cmd.csv", "دفتر.tif", "a\nb"))
        with opened(folder):
            (folder / name).write_bytes(self.chance.randbytes(30))
        self._says("unexpected", folder / name)

    def extra_empty_folder(self) -> None:
        folder = self._page().parent
        with opened(folder):
            (folder / "@eaDir").mkdir()
        self._says("unexpected", folder / "@eaDir")

    def extra_folder_with_a_file(self) -> None:
        folder = self._page().parent
        with opened(folder):
            (folder / "copy").mkdir()
            (folder / "copy" / "v0001.tif").write_bytes(b"II*\0")
            (folder / "copy").chmod(0o555)
        self._says("unexpected", folder / "copy" / "v0001.tif")

    def link_in_place_of_a_file(self) -> None:
        path = self._page()
        elsewhere = self.bag.parent / f"{self.bag.name}.elsewhere"
        with opened(path.parent), opened(self.bag.parent):
            path.rename(elsewhere)
            path.symlink_to(elsewhere)
        self._says("missing", path)
        self._says("unexpected", path)

    def extra_link(self) -> None:
        folder = self._page().parent
        with opened(folder):
            (folder / "link").symlink_to("/etc/hostname")
        self._says("unexpected", folder / "link")

    def link_in_place_of_a_folder(self) -> None:
        folder = self._page().parent
        elsewhere = self.bag.parent / f"{self.bag.name}.elsewhere"
        inner = files(folder)
        with opened(folder.parent), opened(self.bag.parent):
            folder.chmod(0o755)  # to move a folder, one must be able to write in it
            folder.rename(elsewhere)
            elsewhere.chmod(0o555)
            folder.symlink_to(elsewhere)
        for path in inner:
            self._says("missing", path)
        self._says("unexpected", folder)

    def pipe_in_place_of_a_file(self) -> None:
        path = self._page()
        with opened(path.parent):
            path.unlink()
            os.mkfifo(path)
        self._says("missing", path)
        self._says("unexpected", path)

    def mode_of_a_file(self) -> None:
        path = self._file()
        path.chmod(self.chance.choice((0o644, 0o666, 0o755, 0o4444, 0o600)))
        self.truth.findings.add(("MODE_CHANGED", self._at(path)))

    def mode_of_a_folder(self) -> None:
        folder = self.chance.choice([self.bag, self._page().parent])
        folder.chmod(self.chance.choice((0o755, 0o777, 0o700)))
        self.truth.findings.add(("MODE_CHANGED", "" if folder == self.bag else self._at(folder)))

    def whole_package_gone(self) -> None:
        with opened(self.bag.parent):
            self.bag.chmod(0o755)
            self.bag.rename(self.bag.parent / f"{self.bag.name}.elsewhere")
        self.truth.gone = True

    def nothing_but_times(self) -> None:
        """No damage at all: a package that was restored from a backup has other times, and is intact."""
        path = self._file()
        content = path.read_bytes()
        with opened(path.parent):
            path.unlink()
            path.write_bytes(content)
            path.chmod(0o444)
            os.utime(path, (0, 0))


KINDS = tuple(
    value for name, value in vars(Hurting).items() if callable(value) and not name.startswith("_") and name != "run"
)
