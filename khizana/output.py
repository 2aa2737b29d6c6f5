"""Where a command may write: never into what is kept or was delivered, and never over a file that nobody agreed to lose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.model.message import tell
from khizana.errors import UsageError
from khizana.file_writing import AlreadyThere, write_all

_MANIFEST = "manifest.json"
_DELIVERY = "a delivery"
_KEPT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("an archive", ("archive.toml",)),
    ("a replica", ("replica.json",)),
    ("a backup", ("backup.json",)),
    ("an archive, a replica or a backup", ("store", "ledger")),
    ("a store", ("packages", "documents")),
    ("a ledger", ("checkpoint", "tile")),
    ("the keys of an archive", ("ledger.key",)),
    ("a package", ("bagit.txt",)),
)
"""What a folder is, by the names in it. Parts are told by themselves, because a store may lie on a disk of its own."""
_WITNESS = ("witness.key", "witness.pub", "seen.json", "refused")
"""What a witness keeps in its folder; what it was asked and what it answered may lie beside it."""
_HEAD = 1 << 20
_SECRETS = (b"PRIVATE+KEY+", b"-----BEGIN ENCRYPTED PRIVATE", b"-----BEGIN PRIVATE KEY")

METRICS = b"# HELP khizana_"
"""How a file of figures for monitoring begins."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that a command makes. `force` agrees to lose the one that is there; one that begins with `ours` may be replaced."""

    path: Path
    force: bool = False
    ours: bytes = b""

    def guard(self) -> None:
        """UsageError where it may not be written. Asked before the work begins, and again by `write`."""
        apart_from_kept(self.path)
        if not os.path.lexists(self.path):
            return
        if not self.path.is_file():
            raise UsageError(tell("{path} is there and is no file: name a new file", path=self.path))
        if _begins(self.path, 27).startswith(_SECRETS):
            raise UsageError(tell("{path} is a signing key and is never replaced: name a new file", path=self.path))
        if not self._may_go():
            raise UsageError(
                tell("{path} is there already: name a new file, or replace it with --force", path=self.path)
            )

    def write(self, content: bytes) -> Path:
        """Write it whole, in one move."""
        self.guard()
        over = os.path.lexists(self.path)
        try:
            return write_all(self.path.parent, {self.path.name: content}, over=over)[0]
        except AlreadyThere:
            raise UsageError(
                tell("{path} has come meanwhile: name a new file, or replace it with --force", path=self.path)
            ) from None

    def _may_go(self) -> bool:
        return self.force or bool(self.ours and _begins(self.path, len(self.ours)) == self.ours)


@dataclass(frozen=True, slots=True)
class NewFolder:
    """A folder that a command makes and fills."""

    path: Path

    def guard(self) -> None:
        """UsageError where it may not be made, or where something is in it."""
        apart_from_kept(self.path)
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise UsageError(
                tell("{path} is not empty: name a new folder, so that nothing is overwritten", path=self.path)
            )


@dataclass(frozen=True, slots=True)
class ReportFolder:
    """A folder that gets the files of a report; an earlier report in it is lost only where `force` agrees."""

    path: Path
    force: bool = False

    def guard(self) -> None:
        """UsageError where it may not be written, or where a report is there."""
        apart_from_kept(self.path)
        if not self.force and self.path.is_dir() and any(self.path.glob("verdict.*")):
            raise UsageError(
                tell("{path} holds a report already: name a new folder, or replace it with --force", path=self.path)
            )


def apart_from_kept(path: Path, *, deliveries: bool = True) -> None:
    """UsageError when a path lies in something that is kept, or in a delivery, under whatever name it is reached.

    Without `deliveries` a delivery may be written in: that is for whoever makes one.
    """
    for folder in _around(path):
        if (what := _kept(folder)) and (deliveries or what != _DELIVERY):
            raise UsageError(
                tell(
                    "{path} lies in {what} ({folder}), where no output is written: name a place outside it",
                    path=path,
                    what=what,
                    folder=folder,
                )
            )
        if folder.name in _WITNESS and os.path.lexists(folder.parent / _WITNESS[0]):
            raise UsageError(
                tell(
                    "{path} lies in the record of a witness ({folder}): name another place for the output",
                    path=path,
                    folder=folder,
                )
            )


def apart_around(folder: Path) -> None:
    """The same for a folder that the command knows for its own, such as a backup that is brought up to date."""
    own = folder.resolve()
    apart_from_kept(own.parent)


def _around(path: Path) -> Iterator[Path]:
    """The path and every folder above it: where its name stands, and where a link by that name leads."""
    named = path.parent.resolve() / path.name
    for one in dict.fromkeys((named, path.resolve())):
        yield from (one, *one.parents)


def _kept(folder: Path) -> str | None:
    for what, names in _KEPT:
        if all(os.path.lexists(folder / name) for name in names):
            return what
    return _DELIVERY if b'"registers"' in _begins(folder / _MANIFEST, _HEAD) else None


def _begins(path: Path, size: int) -> bytes:
    with suppress(OSError), path.open("rb") as file:
        return file.read(size)
    return b""
