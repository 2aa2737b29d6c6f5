"""What changed after the manifest was made, or what the manifest says wrong."""

from __future__ import annotations

import os
import struct
from hashlib import sha256
from typing import Final

from archive.model.json import write_pretty
from register_maker.planters.files import tiff
from register_maker.planters.files.pictures import is_jpeg, is_tiff, paged
from register_maker.planters.kinds import Claim, Mark, OnSealed, Spot, Written

_MANIFEST: Final = "manifest.json"
_FINER: Final = 301
"""Dots an inch: a change of the bytes to which no rule objects."""


def listed(manifest: Written, path: str) -> tuple[int, Written]:
    """The position and the entry of a file in the manifest's list."""
    return next((order, entry) for order, entry in enumerate(manifest["files"]) if entry["path"] == path)


def _changed(spot: Spot) -> Mark | None:
    """A bit of an image is another since the manifest was made, and every decoder accepts it."""
    content = bytearray(spot.path.read_bytes())
    if is_jpeg(content):
        table = content.find(b"\xff\xdb")
        steps = range(table + 5, table + 5 + 64)
        offset = next((at for at in steps if content[at] >= 2), steps[-1])
        content[offset] ^= 1
    elif is_tiff(content):
        offset = tiff.value(bytes(content), 282)
        for tag in (282, 283):
            struct.pack_into("<II", content, tiff.value(bytes(content), tag), _FINER, 1)
    else:
        return None
    spot.path.write_bytes(content)
    return Mark({"offset": offset})


def _resized(spot: Spot) -> Mark:
    """The manifest gives another size, under the right digest."""
    _, entry = listed(spot.manifest, spot.file)
    entry["size"] += 1
    return Mark({"declared": entry["size"]})


def _gone(spot: Spot) -> Mark:
    """A listed image was not copied."""
    spot.path.unlink()
    return Mark()


def _added(spot: Spot) -> Mark:
    """A file that nobody listed."""
    name = f"{spot.volume.folder}/notes-{spot.order:04d}.txt"
    (spot.root / name).write_bytes(b"to do: page to be scanned again\n")
    return Mark(place=name)


def _left_over(spot: Spot) -> Mark:
    """A listed file that nothing uses."""
    name = f"{spot.volume.folder}/notes-{spot.order:04d}.txt"
    content = b"to do: page to be scanned again\n"
    (spot.root / name).write_bytes(content)
    _list(spot.manifest, name, content)
    return Mark(place=name)


def _list(manifest: Written, name: str, content: bytes) -> None:
    manifest["files"].append({"path": name, "size": len(content), "sha256": sha256(content).hexdigest()})
    manifest["counts"]["files"] += 1


def _twice(spot: Spot) -> Mark:
    """The same file stands twice in the list."""
    _, entry = listed(spot.manifest, spot.file)
    spot.manifest["files"].append(dict(entry))
    return Mark(follows=(("COUNT_MISMATCH", f"{_MANIFEST}#/counts/files"),))


def _link(spot: Spot) -> Mark:
    """A link was left by a tool in place of a file."""
    name = f"{spot.volume.folder}/latest-{spot.order:04d}.tif"
    (spot.root / name).symlink_to(spot.path.name)
    return Mark(place=name)


def _pipe(spot: Spot) -> Mark:
    """A named pipe was left by a tool."""
    name = f"{spot.volume.folder}/queue-{spot.order:04d}"
    os.mkfifo(spot.root / name)
    return Mark(place=name)


def _unsafe(spot: Spot) -> Mark:
    """A name that other systems cannot write."""
    name = f"{spot.volume.folder}/page {spot.order}: again.txt"
    (spot.root / name).write_bytes(b"to do\n")
    return Mark(place=name)


def _miscounted(spot: Spot) -> Mark | None:
    """The counts were made from the scanner's list."""
    order, entry = _entry(spot)
    what = spot.chance.choice(("views", "pages", "acts"))
    entry["counts"][what] += 1
    return Mark({"what": what}, place=f"{_MANIFEST}#/registers/{order}/counts/{what}")


def _entry(spot: Spot) -> tuple[int, Written]:
    """The position and the entry of the register in the manifest."""
    path = f"{spot.volume.folder}/register.json"
    return next(
        (order, entry) for order, entry in enumerate(spot.manifest["registers"]) if entry["description"] == path
    )


def _no_manifest(spot: Spot) -> Mark:
    """The manifest was not copied."""
    spot.manifest.clear()
    return Mark(place=_MANIFEST)


def _cut_manifest(spot: Spot) -> Mark:
    """The manifest breaks off, as after a full disk."""
    content = write_pretty(spot.manifest)
    (spot.root / _MANIFEST).write_bytes(content[: len(content) // 2])
    spot.manifest.clear()
    return Mark(place=_MANIFEST)


def _elsewhere(spot: Spot) -> Mark:
    """A country that nobody described."""
    spot.manifest["country"] = "zz"
    return Mark(place=f"{_MANIFEST}#/country")


PLANTERS: Final = (
    OnSealed("CHECKSUM_MISMATCH", _changed, paged),
    OnSealed("SIZE_MISMATCH", _resized, paged),
    OnSealed("FILE_MISSING", _gone, paged),
    OnSealed("FILE_UNLISTED", _added),
    OnSealed("FILE_UNUSED", _left_over),
    OnSealed("MANIFEST_DUPLICATE", _twice, paged),
    OnSealed("UNSAFE_LINK", _link),
    OnSealed("SPECIAL_FILE", _pipe),
    OnSealed("UNSAFE_PATH", _unsafe),
    OnSealed("COUNT_MISMATCH", _miscounted, claim=Claim.DESCRIPTION),
    OnSealed("MANIFEST_MISSING", _no_manifest, claim=Claim.DELIVERY),
    OnSealed("JSON_INVALID", _cut_manifest, claim=Claim.DELIVERY),
    OnSealed("COUNTRY_UNKNOWN", _elsewhere, claim=Claim.DELIVERY),
)
