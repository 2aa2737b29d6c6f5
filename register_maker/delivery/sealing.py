"""Seals a delivery with its manifest, and writes the truth beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from archive.model.json import Json, write_pretty
from register_maker.planters.planted import Planted

_MANIFEST: Final = "manifest.json"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sealing:
    """Works on the files below `root`."""

    root: Path

    def manifest(self, head: Mapping[str, Json], counts: Mapping[str, int]) -> dict[str, Any]:
        """The manifest over every file that is there."""
        files: list[Json] = []
        for path in sorted(self._files(), key=lambda path: path.relative_to(self.root).as_posix()):
            name = path.relative_to(self.root).as_posix()
            files.append({"path": name, "size": path.stat().st_size, "sha256": _digest(path)})
        return {**head, "counts": {**counts, "files": len(files)}, "files": files}

    def write(self, manifest: Mapping[str, Any]) -> None:
        """Put the manifest into the delivery, or take away one that was left there, when it is empty."""
        if manifest:
            (self.root / _MANIFEST).write_bytes(write_pretty(manifest))

    def _files(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]


def write_truth(
    directory: Path, delivery: str, seed: int, asked: Mapping[str, Json], planted: Sequence[Planted]
) -> Path:
    """Write what was planted beside the delivery, never in it."""
    path = directory.with_name(f"{directory.name}.truth.json")
    truth: dict[str, Json] = {
        "delivery": delivery,
        "seed": seed,
        "asked": dict(asked),
        "defects": [one.to_json() for one in planted],
    }
    path.write_bytes(write_pretty(truth))
    return path


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
