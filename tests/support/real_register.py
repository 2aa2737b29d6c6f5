"""Seven real double pages of 1898 (CC BY 4.0) made into a delivery as docs/delivery.md tells a contractor to."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

PAGES = 7
NOT_KEYED = {"absent": "not_keyed"}


def deliver(scans: Path, target: Path) -> Path:
    """Copy the scans and their PAGE XML into a new folder and describe them there; the page numbers are not legible for sure."""
    images = sorted(scans.glob("*.jpg"))
    folder = target / "registers" / "divorces-1898"
    for name, suffix in (("images", ".jpg"), ("pagexml", ".xml")):
        (folder / name).mkdir(parents=True)
        for image in images:
            shutil.copyfile(image.with_suffix(suffix), folder / name / image.with_suffix(suffix).name)
    at = "registers/divorces-1898"
    views = [{"file": f"{at}/images/{image.name}", "kind": "acts", "pages": []} for image in images]
    description = {
        "office": "paris-notaires",
        "regime": "code-civil",
        "event": "divorce",
        "year": 1898,
        "part": 1,
        "parts": 1,
        "copy": "office",
        "languages": ["fr"],
        "acts": "not_keyed",
        "opening": {"pages_certified": NOT_KEYED},
        "closing": {"first_number": NOT_KEYED, "last_number": NOT_KEYED, "acts": NOT_KEYED},
        "views": views,
    }
    offices = {
        "schema": "offices/1",
        "country": "fr",
        "offices": [{"code": "paris-notaires", "kind": "other", "name": {"fr": "Chambre des notaires de Paris"}}],
    }
    _write(folder / "register.json", description)
    _write(target / "offices.json", offices)
    transcriptions = [
        {"file": f"{at}/pagexml/{image.stem}.xml", "image": f"{at}/images/{image.name}"} for image in images
    ]
    counts = {"views": len(images), "pages": 0, "acts": 0}
    files = [_listed(target, path) for path in sorted(target.rglob("*")) if path.is_file()]
    manifest = {
        "schema": "delivery/1",
        "delivery": "paris-1898",
        "country": "fr",
        "contractor": "lectaurep",
        "created": "2021-11-30T00:00:00Z",
        "offices": "offices.json",
        "registers": [{"description": f"{at}/register.json", "transcriptions": transcriptions, "counts": counts}],
        "counts": {"registers": 1, **counts, "files": len(files)},
        "files": files,
    }
    _write(target / "manifest.json", manifest)
    return target


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


def _listed(root: Path, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "path": path.relative_to(root).as_posix(),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
