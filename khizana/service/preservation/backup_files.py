"""What an archive keeps beside its packages and its ledger, in a backup: settings, keys, people, accounts.

files/<digest>   their bytes, mode 0600; backup.json says under which path and with which mode each belongs
"""

from __future__ import annotations

import sqlite3
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive.archive_folder import SETTINGS_FILE
from archive.ledger.log.atomic_replace import make_folder, replace
from archive.model.digest import Digest
from archive.model.json import Json
from archive.model.message import tell
from khizana.errors import CannotWork

ELSEWHERE = ("store", "ledger", "catalogue", "index", "reports", "audits", "claims", "lock")
"""What is copied in another way, is derived, or belongs to a process. Everything else is backed up, whatever it will be."""
SIGNING = ".key"
"""The ending of signing keys."""
_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file: where it belongs in the archive, its mode, its digest and size in bytes."""

    path: str
    mode: int
    digest: Digest
    size: int

    def to_json(self) -> dict[str, Json]:
        return {"path": self.path, "mode": f"{self.mode:o}", "digest": str(self.digest), "size": self.size}

    @classmethod
    def parse(cls, content: Mapping[str, Json]) -> Kept:
        """Read what `to_json` gave; ValueError for a path that would not lie inside an archive."""
        path = PurePosixPath(str(content["path"]))
        if path.is_absolute() or ".." in path.parts or not path.parts or path.parts[0] in ELSEWHERE:
            raise ValueError(f"a backup does not hold {path}")
        mode, size = int(str(content["mode"]), 8) & 0o777, content["size"]
        if not isinstance(size, int):
            raise ValueError(f"the size of {path} is no number")
        return cls(str(path), mode, Digest.parse(str(content["digest"])), size)


def keep(root: Path, backup: Path, with_keys: bool) -> list[Kept]:
    """Put the files of an archive into a backup; those that are there already are not written again."""
    kept = []
    for path in sorted(_files(root)):
        relative = path.relative_to(root).as_posix()
        if path.suffix == SIGNING and not with_keys:
            continue
        content = _content(path)
        digest = Digest.of(content)
        target = place(backup, digest)
        if not target.exists() or Digest.of(target.read_bytes()) != digest:
            replace(target, content, 0o600)
        kept.append(Kept(relative, stat.S_IMODE(path.stat().st_mode), digest, len(content)))
    return kept


def prune(backup: Path, kept: Sequence[Kept]) -> None:
    """Remove what no file needs any more; the new list is on disk by now."""
    needed = {one.digest.hex for one in kept}
    for path in (backup / "files").iterdir():
        if path.name not in needed:
            path.unlink()


def intact(backup: Path, one: Kept) -> bytes | None:
    """The bytes of a file in a backup; None when they are missing or altered."""
    try:
        content = place(backup, one.digest).read_bytes()
    except OSError:
        return None
    return content if Digest.of(content) == one.digest else None


def put_back(backup: Path, kept: Sequence[Kept], root: Path) -> list[str]:
    """Write the files into a new archive, archive.toml last; the paths of those that are missing or altered."""
    lost = []
    for one in sorted(kept, key=lambda each: (each.path == SETTINGS_FILE, each.path)):
        content = intact(backup, one)
        if content is None:
            lost.append(one.path)
            continue
        target = root / one.path
        if target.parent.name == "keys" and not target.parent.exists():
            target.parent.mkdir(mode=0o700)
        make_folder(target.parent)
        replace(target, content, one.mode)
    return lost


def place(backup: Path, digest: Digest) -> Path:
    """Where the bytes of a file lie in a backup."""
    return backup / "files" / digest.hex


def _files(root: Path) -> Iterator[Path]:
    for entry in root.iterdir():
        if entry.name.split(".")[0] in ELSEWHERE or entry.name.endswith(".new"):
            continue
        for path in entry.rglob("*") if entry.is_dir() and not entry.is_symlink() else (entry,):
            if path.is_file() and not path.is_symlink():
                yield path


def _content(path: Path) -> bytes:
    """The bytes; of an SQLite database, which somebody may be writing to, a consistent state of it."""
    try:
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) != _SQLITE:
                return path.read_bytes()
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            with (
                closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as live,
                closing(sqlite3.connect(copy)) as made,
            ):
                live.backup(made)
            return copy.read_bytes()
    except (OSError, sqlite3.Error) as error:
        raise CannotWork(tell("{path} could not be read for the backup: {error}", path=path, error=error)) from None


def is_new(folder: Path) -> bool:
    """Whether nothing is there yet."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
