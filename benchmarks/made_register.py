"""A register of random page images on disk, and the real plan that packages it. Contents do not matter here, sizes do."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from archive.delivery.facts.batch import DeliveredRegister, DeliveredView, FileFacts, Manifest
from archive.delivery.facts.batch import Size as Pixels
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.model.records.register import register_id
from archive.package.input.package_input import Material
from archive.package.plan import PackagePlan
from archive.package.planning import plan
from benchmarks.measuring import Size

DESCRIPTION = "register.json"


def make_register(folder: Path, size: Size) -> PackagePlan:
    """Write the images and the description of a register into a folder; the plan that packages them."""
    folder.mkdir()
    views = [DeliveredView(f"{number:04d}.tif", 1, "acts", (number,)) for number in range(1, size.files + 1)]
    facts = {view.file: _image(folder, view.file, size.file_bytes) for view in views}
    description = described(views)
    content = write_pretty(description)
    (folder / DESCRIPTION).write_bytes(content)
    facts[DESCRIPTION] = FileFacts(DESCRIPTION, len(content), Digest.of(content), "application/json")
    return plan(material_of(description, views, facts))


def bare(plan: PackagePlan) -> PackagePlan:
    """The same plan without any document of ours: a bag of the delivered files, as the peer makes it."""
    return PackagePlan(plan.package, plan.copies, (), plan.bag_info)


def _image(folder: Path, name: str, size: int) -> FileFacts:
    content = os.urandom(size)
    (folder / name).write_bytes(content)
    return FileFacts(name, size, Digest.of(content), "image/tiff", "fmt/353", (Pixels(2480, 3508),))


def described(views: list[DeliveredView]) -> dict[str, Json]:
    silent: Json = {"absent": "on_paper"}
    return {
        "office": "01.511.01.03-1",
        "regime": "dahir1950",
        "event": "birth",
        "year": 1987,
        "part": 1,
        "parts": 1,
        "copy": "office",
        "languages": ["ar"],
        "acts": "not_keyed",
        "opening": {"pages_certified": {"value": len(views)}},
        "closing": {"first_number": silent, "last_number": silent, "acts": silent},
        "views": [{"file": view.file, "kind": view.kind, "pages": list(view.pages)} for view in views],
    }


def material_of(description: dict[str, Json], views: list[DeliveredView], facts: dict[str, FileFacts]) -> Material:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    entry: dict[str, Json] = {"description": DESCRIPTION, "counts": {"views": len(views), "pages": len(views)}}
    content: dict[str, Json] = {
        "schema": "delivery/1",
        "delivery": "bench-1",
        "country": "ma",
        "contractor": "bench",
        "created": "2026-01-02T03:04:05Z",
        "offices": "offices.json",
        "counts": {"registers": 1},
        "registers": [entry],
        "files": [],
    }
    declared = {path: (one.digest, one.size) for path, one in facts.items()}
    manifest = Manifest("bench-1", content, Digest.of(write_pretty(content)), declared, "offices.json", (entry,))
    return Material(
        register=register_id("ma", description),
        version=1,
        predecessor=None,
        office={"code": "01.511.01.03-1", "kind": "main", "name": {"fr": "Bureau"}},
        delivered=DeliveredRegister(DESCRIPTION, description, tuple(views), None, {}, {}),
        acts=[],
        files=facts,
        manifest=manifest,
        verdict=Digest.of(b"verdict"),
        received=moment,
        examined=moment,
        packaged=moment,
        software=("Khizana", "bench"),
    )
