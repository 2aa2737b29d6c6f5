"""Writes a small right delivery that a contractor can look at, change, and check again."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.published import folder
from khizana.service.intake.plain_page import page

_MANIFEST = "manifest.json"
_HEAD = {
    "schema": "delivery/1",
    "delivery": "example-0001",
    "country": "ma",
    "contractor": "contractor-code",
    "lot": "lot-5",
    "stage": "stage-1",
    "created": "2026-01-05T08:00:00Z",
    "offices": "offices.json",
}
_PAGE = (2480, 3508)
_OUTLINES = ((300, 500, 1900, 1300), (300, 1900, 1900, 1300))


def write_template(directory: Path) -> None:
    """Fill a new or empty folder: the documents of schemas/template, plain pages for them, and the manifest of it all."""
    shutil.copytree(folder() / "template", directory, dirs_exist_ok=True)
    descriptions = sorted(directory.glob("registers/*/register.json"))
    entries = [_register(directory, description) for description in descriptions]
    counts = {what: sum(entry["counts"][what] for entry in entries) for what in ("views", "pages", "acts")}
    files = [_listed(directory, path) for path in sorted(directory.rglob("*")) if path.is_file()]
    totals = {"registers": len(entries), **counts, "files": len(files)}
    manifest = {**_HEAD, "registers": entries, "counts": totals, "files": files}
    (directory / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _register(directory: Path, description: Path) -> dict[str, Any]:
    """Draw the pages of one register, and return its entry in the manifest."""
    register = json.loads(description.read_bytes())
    for view in register["views"]:
        _draw(directory / view["file"], view, _mark(view["file"]))
    entry: dict[str, Any] = {"description": _inside(directory, description)}
    acts = next(iter(description.parent.glob("acts.*")), None)
    if acts:
        entry["acts"] = _inside(directory, acts)
    transcriptions = list(_transcriptions(directory, description.parent))
    if transcriptions:
        entry["transcriptions"] = transcriptions
    pages = {number for view in register["views"] for number in view["pages"]}
    entry["counts"] = {"views": len(register["views"]), "pages": len(pages), "acts": _acts(acts) if acts else 0}
    return entry


def _mark(name: str) -> list[tuple[int, int, int, int]]:
    """A row of squares at the foot that no other file has: two pages are never one picture to the last bit."""
    drawn = f"{int(hashlib.sha256(name.encode()).hexdigest()[:5], 16):020b}1"
    return [(300 + 90 * place, 3300, 60, 60) for place, bit in enumerate(drawn) if bit == "1"]


def _draw(path: Path, view: Mapping[str, Any], mark: Sequence[tuple[int, int, int, int]]) -> None:
    """A page, or a double page where the view shows two, with outlines where acts stand, and its mark."""
    across = max(1, len(view["pages"]))
    width, height = _PAGE
    acts = view["kind"] in ("acts", "closing")
    boxes = [(x + width * side, *rest) for side in range(across) for x, *rest in _OUTLINES if acts]
    boxes.extend(mark)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page(width * across, height, boxes))


def _transcriptions(directory: Path, register: Path) -> Iterator[dict[str, str]]:
    for transcription in sorted(register.glob("page/*.xml")):
        image = register / "images" / f"{transcription.stem}.tif"
        yield {"file": _inside(directory, transcription), "image": _inside(directory, image)}


def _acts(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as lines:
        records: Iterable[object] = csv.DictReader(lines) if path.suffix == ".csv" else lines
        return sum(1 for _ in records)


def _inside(directory: Path, path: Path) -> str:
    return path.relative_to(directory).as_posix()


def _listed(directory: Path, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"path": _inside(directory, path), "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
