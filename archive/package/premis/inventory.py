"""Which formats a package holds, from its PREMIS: the objects of category file with their format and size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.package.premis.premis_writing import NAMESPACE
from archive.package.xml import read_texts


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One file: its media type, its PRONOM key (empty where it was not identified), its bytes, whether it was delivered."""

    mime: str
    puid: str
    size: int
    delivered: bool


def formats(stream: BinaryIO) -> Iterator[FileFormat]:
    """Each file that a premis.xml describes; NotWellFormed, and ValueError for a size that is no number."""
    said: dict[str, str] = {}
    for tag, text in read_texts(stream):
        name = tag.removeprefix(f"{{{NAMESPACE}}}")
        if name in ("size", "formatName", "formatRegistryKey", "originalName"):
            said[name] = text
        elif name == "object":
            if "size" in said:
                mime, puid = said.get("formatName", ""), said.get("formatRegistryKey", "")
                yield FileFormat(mime, puid, int(said["size"]), "originalName" in said)
            said = {}
