"""Seals a delivery with its manifest, plants the defects of files, and writes the truth beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.model.json import Json, write_pretty
from khizana.demo.chance import Chance
from khizana.demo.defects import Planted, file_planted
from khizana.demo.errors import CannotMake
from khizana.demo.plan import Format, Volume

_MANIFEST: Final = "manifest.json"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sealing:
    """Works on the files below `root`."""

    root: Path
    seed: int

    def seal(self, head: Mapping[str, Json], counts: Mapping[str, int]) -> int:
        """Write manifest.json over every file that is there; how many it lists."""
        files: list[Json] = []
        for path in sorted(self._files(), key=lambda path: path.relative_to(self.root).as_posix()):
            name = path.relative_to(self.root).as_posix()
            files.append({"path": name, "size": path.stat().st_size, "sha256": _digest(path)})
        manifest: dict[str, Json] = {**head, "counts": {**counts, "files": len(files)}, "files": files}
        (self.root / _MANIFEST).write_bytes(write_pretty(manifest))
        return len(files)

    def cut(self, volumes: Sequence[Volume], codes: Sequence[str]) -> list[Planted]:
        """TRUNCATED, before the manifest is made: the second half of an image is gone, and its digest is that of the rest."""
        found: list[Planted] = []
        for order, code in enumerate(codes):
            if code == "TRUNCATED":
                path, volume = self._image(volumes, order, code, found)
                content = path.read_bytes()
                path.write_bytes(content[: len(content) // 2])
                sizes: dict[str, Json] = {"size": len(content) // 2, "whole": len(content)}
                found.append(file_planted(code, self._name(path), volume.name, sizes))
        return found

    def change(self, volumes: Sequence[Volume], codes: Sequence[str], taken: Sequence[Planted]) -> list[Planted]:
        """CHECKSUM_MISMATCH, after the manifest was made: one byte of an image is another, and still it decodes if it can."""
        found: list[Planted] = []
        for order, code in enumerate(codes):
            if code == "CHECKSUM_MISMATCH":
                gentle = [volume for volume in volumes if volume.form in (Format.JPEG, Format.TIFF_JPEG)]
                path, volume = self._image(gentle or volumes, order, code, [*taken, *found])
                content = bytearray(path.read_bytes())
                offset = _harmless(content)
                content[offset] ^= 1
                path.write_bytes(content)
                found.append(file_planted(code, self._name(path), volume.name, {"offset": offset}))
        return found

    def _image(self, volumes: Sequence[Volume], order: int, code: str, taken: Sequence[Planted]) -> tuple[Path, Volume]:
        """An image of one page where some register has them; each defect takes another register in turn."""
        chance = Chance.of(self.seed, "defect", order, code)
        used = {planted.place for planted in taken}
        able = [
            (volume, images)
            for volume in volumes
            if (images := [path for path in self._images(volume) if self._name(path) not in used])
        ]
        if not able:
            raise CannotMake(
                f"there is no image of a page left for {code}; ask for more registers, or for fewer defects"
            )
        volume, images = able[order % len(able)]
        return chance.choice(images), volume

    def _images(self, volume: Volume) -> list[Path]:
        """The images of single pages; a register in one PDF has none."""
        return sorted(path for path in (self.root / volume.folder / "images").iterdir() if path.suffix != ".pdf")

    def _files(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


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


def _harmless(content: bytearray) -> int:
    """A byte that only darkens or lightens a JPEG: a step of 2 or more in a quantisation table; else one in the middle."""
    table = content.find(b"\xff\xdb")
    if table >= 0:
        steps = range(table + 5, table + 5 + 64)
        return next((offset for offset in steps if content[offset] >= 2), steps[-1])
    return len(content) // 2


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
