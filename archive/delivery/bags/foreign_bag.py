"""Measures a bag that others made: every file is read once, under every algorithm that a manifest names. Nothing is fetched."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BufferedReader, RawIOBase
from typing import cast

from archive.child_processes.shortage import refuse_if_short
from archive.delivery.bags import bag_tags
from archive.delivery.bags.bag_tags import BAG_INFO, BAGIT, FETCH, PAYLOAD, BagUnreadable, Declaration
from archive.delivery.facts.bag_facts import BagFacts, BagFile, BagManifest
from archive.delivery.facts.batch import Problem
from archive.delivery.facts.paths import shown
from archive.delivery.packed_archives.members import unsafe
from archive.delivery.port import DeliveredFile, DeliveryUnreadable, NotDelivered, Source
from archive.model.message import sentence, tell

_LARGEST_TAG_FILE = 256 << 20
_CHUNK = 1 << 20
_KNOWN = (
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "blake2b",
    "blake2s",
)


def read_bag(source: Source, *, payload_folder: bool = True, workers: int | None = None) -> BagFacts:
    """The facts of a bag at the root of the source. A source lists files alone: whether there is a folder `data` is told."""
    problems: list[Problem] = []
    sizes: dict[str, int] = {}
    for entry in source.listing():
        if isinstance(entry, DeliveredFile):
            sizes[entry.path] = entry.size
        else:
            problems.append(entry)
    if not payload_folder:
        problems.append(Problem("NOT_A_BAG", PAYLOAD, "there is no payload folder"))
    if BAGIT not in sizes:
        return BagFacts(None, problems=(*problems, Problem("NOT_A_BAG", BAGIT, "there is no bagit.txt at its root")))
    try:
        declared = bag_tags.declaration(_content(source, BAGIT))
    except BagUnreadable as error:
        problems.append(Problem("BAGIT_TXT_INVALID", BAGIT, str(error)))
        declared = None
    tags = _Tags(source, declared or Declaration((1, 0), "UTF-8"), sizes, problems)
    manifests = tuple(tags.manifests())
    fetched = tuple(tags.fetched())
    oxums = tuple(tags.oxums())
    files = dict(_digested(source, sizes, manifests, problems, workers or os.cpu_count() or 1))
    version = declared.version if declared else None
    wrong = tuple(dict.fromkeys(problems))
    return BagFacts(version, manifests, files, oxums, fetched, tuple(tags.renormalised), wrong, tuple(tags.marked))


class _Tags:
    """Reads the tag files; what is wrong is added to the problems."""

    def __init__(
        self, source: Source, declared: Declaration, sizes: Mapping[str, int], problems: list[Problem]
    ) -> None:
        self.renormalised: dict[str, None] = {}
        self.marked: dict[str, None] = {}
        self._source = source
        self._declared = declared
        self._sizes = sizes
        self._problems = problems
        self._composed = {unicodedata.normalize("NFC", path): path for path in sizes}

    def manifests(self) -> Iterator[BagManifest]:
        """Each manifest at the root, in order of name."""
        for name in sorted(path for path in self._sizes if bag_tags.MANIFEST.fullmatch(path)):
            match = bag_tags.MANIFEST.fullmatch(name)
            if match:
                yield self._manifest(name, _algorithm(match["algorithm"]), match["tag"] is None)

    def fetched(self) -> Iterator[str]:
        """The paths of fetch.txt that are safe to name; every one of them is below data/."""
        try:
            for written in bag_tags.fetched(self._read(FETCH), self._declared.encoding):
                path = self._found(written, FETCH)
                if path is not None and not path.startswith(PAYLOAD):
                    self._problems.append(Problem("UNSAFE_PATH", f"{FETCH}#{shown(written)}", "it is not below data/"))
                elif path is not None:
                    yield path
        except BagUnreadable as error:
            self._problems.append(Problem("NOT_A_BAG", FETCH, str(error)))

    def oxums(self) -> Iterator[str]:
        """Every Payload-Oxum that bag-info.txt states."""
        try:
            for label, value in bag_tags.info(self._read(BAG_INFO), self._declared.encoding):
                if label.casefold() == "payload-oxum":
                    yield value
        except BagUnreadable as error:
            self._problems.append(Problem("NOT_A_BAG", BAG_INFO, str(error)))

    def _manifest(self, name: str, algorithm: str, payload: bool) -> BagManifest:
        listed: dict[str, str] = {}
        repeated: list[str] = []
        conflicting: list[str] = []
        length = _hexadecimal(algorithm)
        try:
            for written, digest in bag_tags.listed(self._read(name), self._declared.encoding):
                path = self._found(written, name)
                if path is None:
                    continue
                if path.startswith(PAYLOAD) != payload:
                    self._problems.append(
                        Problem("NOT_A_BAG", name, f"{shown(path)} belongs in the other kind of manifest")
                    )
                elif length and len(digest) != length:
                    self._problems.append(Problem("NOT_A_BAG", name, f"the digest of {shown(path)} has another length"))
                elif path in listed:
                    (repeated if listed[path] == digest else conflicting).append(path)
                else:
                    listed[path] = digest
        except BagUnreadable as error:
            self._problems.append(Problem("NOT_A_BAG", name, str(error)))
        return BagManifest(name, algorithm, payload, bool(length), listed, tuple(conflicting), tuple(repeated))

    def _found(self, written: str, name: str) -> str | None:
        """The file that a path stands for, as it is spelt in the bag; as written where there is none; None when it is unsafe."""
        spelt = bag_tags.spellings(written, self._declared.version)
        if reason := next(filter(None, map(unsafe, spelt)), None):
            self._problems.append(Problem("UNSAFE_PATH", f"{name}#{shown(written)}", reason))
            return None
        for path in spelt:
            if path in self._sizes:
                return path
        composed = self._composed.get(unicodedata.normalize("NFC", spelt[0]))
        if composed is not None:
            self.renormalised[composed] = None
        return composed or spelt[0]

    def _read(self, name: str) -> bytes:
        content = _content(self._source, name) if name in self._sizes else b""
        if bag_tags.marked(content):
            self.marked[name] = None
        return content


def _algorithm(written: str) -> str:
    """The name that hashlib has for it (RFC 8493 section 2.4 writes sha256, sha3256 …)."""
    plain = written.lower().replace("-", "")
    return f"sha3_{plain[4:]}" if re.fullmatch("sha3[0-9]{3}", plain) and plain != "sha384" else plain


def _hexadecimal(algorithm: str) -> int:
    """How many hexadecimal digits a digest has; 0 for an algorithm that we cannot compute."""
    return hashlib.new(algorithm, usedforsecurity=False).digest_size * 2 if algorithm in _KNOWN else 0


def _content(source: Source, path: str) -> bytes:
    """A tag file held whole; BagUnreadable."""
    try:
        with source.open(path) as stream, BufferedReader(cast(RawIOBase, stream)) as buffered:
            content = buffered.read(_LARGEST_TAG_FILE + 1)
    except (NotDelivered, DeliveryUnreadable) as error:
        raise BagUnreadable(sentence(error)) from None
    if len(content) > _LARGEST_TAG_FILE:
        raise BagUnreadable(tell("it is larger than {most} bytes", most=_LARGEST_TAG_FILE))
    return content


def _digested(
    source: Source,
    sizes: Mapping[str, int],
    manifests: Iterable[BagManifest],
    problems: list[Problem],
    workers: int,
) -> Iterator[tuple[str, BagFile]]:
    """Each file with the digests that some manifest states for it; one that cannot be read is a problem."""
    wanted: dict[str, set[str]] = {path: set() for path in sizes}
    for manifest in manifests:
        for path in manifest.listed if manifest.known else ():
            if path in wanted:
                wanted[path].add(manifest.algorithm)
    with ThreadPoolExecutor(workers, "digest") as crew:
        measured = crew.map(partial(_measured, source), wanted.items())
        for (path, size), found in zip(sizes.items(), measured, strict=True):
            if isinstance(found, Problem):
                problems.append(found)
                yield path, BagFile(size, {})
            else:
                yield path, found


def _measured(source: Source, asked: tuple[str, Collection[str]]) -> BagFile | Problem:
    path, algorithms = asked
    hashes = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in algorithms}
    size = 0
    try:
        with source.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                for hashed in hashes.values():
                    hashed.update(chunk)
    except (NotDelivered, DeliveryUnreadable) as error:
        return Problem("UNREADABLE", path, str(error))
    except OSError as error:
        refuse_if_short(error)
        return Problem("UNREADABLE", path, error.strerror or str(error))
    return BagFile(size, {algorithm: hashed.hexdigest() for algorithm, hashed in hashes.items()})
