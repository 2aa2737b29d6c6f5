"""Copies between stores, verified on the way: nothing becomes visible that the ledger's digest does not vouch for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from archive.errors import ArchiveError
from archive.model.digest import Digest
from archive.model.message import tell
from archive.package.bag import MANIFEST, TAG_MANIFEST, BagSyntaxError, parse_manifest
from archive.store.hashing import ReadsInto, new_buffer
from archive.store.port import NotStored, PackageFiles, Store, Writing


class NotIntact(ArchiveError, ValueError):
    """The copy that should be copied is not what the ledger says; `path` is empty where the package itself is not there."""

    def __init__(self, subject: str, path: str, why: str) -> None:
        place = f"{subject}: {path}" if path else subject
        super().__init__(tell("{place} {why}; audit that copy, and copy from an intact one", place=place, why=why))
        self.subject = subject
        self.path = path


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was copied."""

    files: int
    bytes: int


def copy_package(package: str, tagmanifest: Digest, source: PackageFiles, target: Writing) -> Copied:
    """Read, hash and write every file that the manifests list, from the digest in the ledger outwards.

    NotIntact when one is not as listed: the caller leaves the staging without sealing it. Files that no manifest lists are
    not copied. OSError when source or target fail.
    """
    buffer = new_buffer()
    with source:
        tags = _document(package, TAG_MANIFEST, tagmanifest, source)
        listed = dict(_listed(package, TAG_MANIFEST, tags))
        if MANIFEST not in listed:
            raise NotIntact(package, MANIFEST, "is not listed")
        payload = _document(package, MANIFEST, listed.pop(MANIFEST), source)
        target.write(TAG_MANIFEST, [tags])
        target.write(MANIFEST, [payload])
        files, size = 2, len(tags) + len(payload)
        for path, digest in {**listed, **_listed(package, MANIFEST, payload)}.items():
            told = _Told()
            target.write(path, _faithful(package, path, digest, source, buffer, told))
            files, size = files + 1, size + told.bytes
    return Copied(files, size)


def copy_document(digest: Digest, source: Store, target: Store) -> int:
    """Copy a document under its digest; its size in bytes. NotIntact."""
    content = intact_document(digest, source)
    target.put_document(content)
    return len(content)


def intact_document(digest: Digest, source: Store) -> bytes:
    """A document whose bytes are what its name says; NotIntact."""
    try:
        content = source.document(digest)
    except NotStored:
        raise NotIntact(str(digest), "", "is not there") from None
    if Digest.of(content) != digest:
        raise NotIntact(str(digest), "", "is altered")
    return content


@dataclass(slots=True)
class _Told:
    bytes: int = 0


def _document(package: str, path: str, expected: Digest, source: PackageFiles) -> bytes:
    try:
        with source.open(path) as stream:
            content = stream.read()
    except NotStored:
        raise NotIntact(package, path, "is missing") from None
    if Digest.of(content) != expected:
        raise NotIntact(package, path, "is altered")
    return content


def _listed(package: str, name: str, content: bytes) -> Mapping[str, Digest]:
    try:
        return parse_manifest(content, name)
    except BagSyntaxError as error:
        raise NotIntact(package, name, f"is no manifest: {error}") from None


def _faithful(
    package: str, path: str, expected: Digest, source: PackageFiles, buffer: memoryview, told: _Told
) -> Iterator[memoryview]:
    """The bytes of a file; NotIntact at their end unless they are those that are listed."""
    hasher = hashlib.sha256()
    try:
        stream = source.open(path)
    except NotStored:
        raise NotIntact(package, path, "is missing") from None
    with stream:
        readinto = cast(ReadsInto, stream).readinto
        while count := readinto(buffer):
            chunk = buffer[:count]
            hasher.update(chunk)
            told.bytes += count
            yield chunk
    if hasher.hexdigest() != expected.hex:
        raise NotIntact(package, path, "is altered")
