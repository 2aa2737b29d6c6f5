"""A package as it will be written: what to copy, what to write, in which order. A value; it touches nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from archive.model.digest import Digest


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it rests in a package: path relative to the bag's root, digest, size in bytes."""

    path: str
    digest: Digest
    size: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A delivered file that is kept bit for bit. What is read from `source` must have this digest and size."""

    entry: Entry
    source: str


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """A document that we write. `chunks` is pure: it is given every entry written before, by path, and yields bytes."""

    path: str
    chunks: Callable[[Mapping[str, Entry]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """All that a store needs to write one package, in order: copies, then documents (METS last), then the tag files.

    `bag_info` are the lines of bag-info.txt but Payload-Oxum, which the writing itself finds out.
    """

    package: str
    copies: tuple[Copied, ...]
    documents: tuple[GeneratedDocument, ...]
    bag_info: tuple[tuple[str, str], ...]
