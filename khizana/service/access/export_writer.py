"""What one export hands out, as it is written file by file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive.model.json import Json
from archive.store.hashing import hash_of, new_buffer
from khizana.wiring.session import Session


@dataclass(slots=True)
class Given:
    """What one export hands out: files as `export/1` lists them, and by register or package what the ledger says of them."""

    kind: str
    subject: str
    directory: Path
    files: list[dict[str, Json]] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    closed: list[dict[str, Json]] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)
    """What it was read from."""

    def add(self, of: str, path: str, derived: Mapping[str, Json] | None = None) -> None:
        """A file that was written, with its digest; `derived` says from what it was made."""
        written = self.directory / path
        with written.open("rb") as stream:
            digest, size = hash_of(stream, new_buffer())
        self.files.append({"path": path, "sha256": digest, "size": size, "derived": derived})
        self.count(of, files=1, bytes=size)

    def count(self, of: str, **more: int) -> None:
        """Add to what the ledger will say of a register or package."""
        counts = self.counts.setdefault(of, {})
        for name, number in more.items():
            counts[name] = counts.get(name, 0) + number


def copy(session: Session, package: str, path: str, target: Path) -> None:
    """One file as it is held."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with session.store.open(package, path) as source, target.open("xb") as copied:
        shutil.copyfileobj(source, copied, 1 << 20)
