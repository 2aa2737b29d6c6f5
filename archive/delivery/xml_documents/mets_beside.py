"""Finds the METS documents of a delivery by their roots, and measures what they place beside themselves. Nothing is fetched."""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from io import BufferedReader, RawIOBase
from typing import Protocol, cast

from archive.delivery.facts.mets_facts import Beside, MetsFacts
from archive.delivery.facts.mime import HEAD, XML, kind_of, named
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.delivery.xml_documents.mets_xml import is_mets, read_mets, unreadable

_CHUNK = 1 << 20
_HASHES = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_SUMS: Mapping[str, Callable[[bytes, int], int]] = {"CRC32": zlib.crc32, "Adler-32": zlib.adler32}
COMPUTED = (*_HASHES, *_SUMS)
"""The algorithms, as METS spells them, that we can compare."""


class _Hash(Protocol):
    def update(self, chunk: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


class _Sum:
    """A checksum of 32 bits, with the face of a hash."""

    def __init__(self, algorithm: str) -> None:
        self._step = _SUMS[algorithm]
        self._value = 1 if algorithm == "Adler-32" else 0

    def update(self, chunk: bytes, /) -> None:
        self._value = self._step(chunk, self._value)

    def hexdigest(self) -> str:
        return f"{self._value:08x}"


def documents(source: Source, paths: Collection[str]) -> Iterator[MetsFacts]:
    """Each METS among these paths, in order of path; an .xml whose root is another language's is none."""
    for path in sorted(path for path in paths if named(path) == XML):
        try:
            with source.open(path) as stream:
                if is_mets(stream):
                    yield resolved(read_mets(stream, path), paths)
        except (NotDelivered, DeliveryUnreadable, OSError) as error:
            yield unreadable(path, OSError(0, str(error)))


def resolved(mets: MetsFacts, paths: Collection[str]) -> MetsFacts:
    """The same, each link as the name of the file that it means: as written, decoded, and at last in another Unicode form."""
    composed = {unicodedata.normalize("NFC", path): path for path in paths}
    files, renormalised = [], []
    for file in mets.files:
        there = next((one for one in file.spellings if one in paths), None)
        if there is None:
            forms = (unicodedata.normalize("NFC", one) for one in file.spellings)
            there = next((composed[one] for one in forms if one in composed), None)
            renormalised += [there] if there else []
        files.append(replace(file, path=there or file.path))
    return replace(mets, files=tuple(files), renormalised=tuple(dict.fromkeys(renormalised)))


def beside(source: Source, facts: Collection[MetsFacts], paths: Collection[str]) -> dict[str, Beside | None]:
    """Every file that these METS name and that is there, measured; None for one that could not be read."""
    wanted: dict[str, set[str]] = {}
    for mets in facts:
        for file in mets.files:
            if file.path in paths:
                wanted.setdefault(file.path, set()).update({file.algorithm} & set(COMPUTED))
    return {path: _measured(source, path, algorithms) for path, algorithms in wanted.items()}


def _measured(source: Source, path: str, algorithms: Collection[str]) -> Beside | None:
    hashes: dict[str, _Hash] = {
        name: hashlib.new(_HASHES[name], usedforsecurity=False) if name in _HASHES else _Sum(name)
        for name in algorithms
    }
    size = 0
    try:
        with source.open(path) as stream, BufferedReader(cast(RawIOBase, stream), _CHUNK) as buffered:
            mime = kind_of(buffered.peek(HEAD)[:HEAD], path)
            while chunk := buffered.read(_CHUNK):
                size += len(chunk)
                for hashed in hashes.values():
                    hashed.update(chunk)
    except (NotDelivered, DeliveryUnreadable, OSError):
        return None
    return Beside(size, mime, {name: hashed.hexdigest() for name, hashed in hashes.items()})
