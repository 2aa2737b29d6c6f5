"""The reading room: show, export. What is shown is read from the packages; the index only says where to look."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.ingest import Progress
from archive.model.act import ActObject, regions
from archive.model.digest import Digest
from archive.model.identifiers import InvalidIdentifier, parse_package
from archive.model.json import Json, write_pretty
from archive.model.view import Region
from archive.package import layout
from archive.store.folder_package import FolderPackage
from archive.store.port import Kind
from indexer.volume import Volume, act_document
from khizana.doors import Doors
from khizana.errors import CannotWork, UsageError
from khizana.life import chains
from khizana.outcome import Outcome
from khizana.wiring import Archive


def show(archive: Archive, identifier: str, today: date) -> Outcome:
    """The act as it stands today, once for each paper copy that is held; CannotWork when none is."""
    frozen, found = chains.current(archive, identifier)
    doors = Doors(archive, today)
    kept: list[Json] = [
        {**_kept(archive, chain, package, act), "access": _access(archive, doors, package, act)}
        for chain, package, act in found
    ]
    return Outcome({"command": "show", "act": frozen, "asked": identifier, "copies": kept})


def _access(archive: Archive, doors: Doors, package: str, act: ActObject) -> Json:
    """Since or until when others may see it: asked of the same days as search finds it by."""
    return doors.of(act_document(act, Volume.read(archive.reading.register(package), package))).to_json()


def _kept(archive: Archive, chain: Sequence[str], package: str, act: ActObject) -> dict[str, Json]:
    register = archive.reading.register(package)
    images = chains.Images(archive.reading, chain)
    stands = [_stands(images, region) for region in regions(act)]
    return {
        "act": act,
        "register": str(register["id"]),
        "copy": parse_package(package)[0].copy,
        "office": archive.reading.register(chain[-1])["office"],
        "package": package,
        "version": register["version"],
        "versions": len(chain),
        "path": str(archive.package_folder(package)),
        "stands": stands,
        "recorded": _recorded(archive, package),
    }


def _stands(images: chains.Images, region: Region) -> Json:
    """Where a region lies; the image may be in an older package, and may have been imaged anew since."""
    view = images.view(region.package, region.view)
    file = layout.within(region.package, layout.representation(layout.MASTER, view.file))
    return {
        **region.to_json(),
        "file": file,
        "leaf": view.leaf,
        "pages": list(view.pages),
        "size": [view.width, view.height],
        "replaced_by": images.replaced_by(view.name),
    }


def _recorded(archive: Archive, package: str) -> Json:
    position, tagmanifest = archive.catalogue.recorded(package)
    return {"position": position, "tagmanifest": str(tagmanifest)}


def export(archive: Archive, subject: str, directory: Path, progress: Progress) -> Outcome:
    """Copy an act with its images and provenance, or a whole package, into a new folder; every byte is compared."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(f"{directory} is not empty: name a new folder, so that nothing is overwritten")
    try:
        parse_package(subject)
    except InvalidIdentifier:
        files = _export_act(archive, subject, directory)
    else:
        files = _export_package(archive, subject, directory / subject, progress)
    return Outcome({"command": "export", "subject": subject, "directory": str(directory), "files": list(files)})


def _export_package(archive: Archive, package: str, target: Path, progress: Progress) -> list[str]:
    """Copy a package; the copy is then verified against the ledger's digest, and not handed out unless it is intact."""
    _, tagmanifest = archive.catalogue.recorded(package)
    files = [stored.path for stored in archive.store.listing(package) if stored.kind is Kind.FILE]
    for done, path in enumerate(files, start=1):
        _copy(archive, package, path, target / path, None)
        progress("exported", done, len(files))
    if verify_package(package, tagmanifest, FolderPackage(target.absolute())).word is not Word.INTACT:
        shutil.rmtree(target)
        raise CannotWork(f"{package} is not what the ledger says, so it is not handed out: run `khizana audit fixity`")
    return [f"{package}/{path}" for path in files]


def _export_act(archive: Archive, identifier: str, directory: Path) -> list[str]:
    files: list[str] = []
    _, found = chains.current(archive, identifier)
    for chain, package, act in found:
        kept = _kept(archive, chain, package, act)
        folder = directory / f"{identifier}@{kept['copy']}"
        for stand in cast("list[dict[str, Json]]", kept["stands"]):
            name = Path(str(stand["file"])).name
            target = folder / name
            if not target.exists():
                _copy(
                    archive, str(stand["package"]), str(stand["file"]), target, Digest("sha256", str(stand["sha256"]))
                )
                files.append(f"{folder.name}/{name}")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "act.json").write_bytes(write_pretty(kept["act"]))
        head = archive.ledger.head()
        provenance = {name: value for name, value in kept.items() if name not in ("act", "path")}
        ledger: dict[str, Json] = {"origin": archive.settings.origin, "size": head.size, "root": head.root.hex()}
        (folder / "provenance.json").write_bytes(write_pretty({**provenance, "ledger": ledger}))
        files += [f"{folder.name}/act.json", f"{folder.name}/provenance.json"]
    return files


def _copy(archive: Archive, package: str, path: str, target: Path, expected: Digest | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.store.open(package, path) as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
    if expected is not None and Digest.of(target.read_bytes()) != expected:
        target.unlink()
        raise CannotWork(f"{path} of {package} is altered, so it is not handed out: run `khizana audit fixity`")
