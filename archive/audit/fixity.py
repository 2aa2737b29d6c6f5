"""Is a package still what it was? Every byte is read; nothing is remembered from earlier audits, and nothing is written."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from archive.audit.outcome import Altered, Difference, Differing, Missing, PackageAudit, Unexpected, Unreadable
from archive.model.digest import Digest
from archive.model.finding import Finding, Severity
from archive.model.json import Json
from archive.package.bag import (
    BAG_INFO,
    BAGIT,
    DECLARATION,
    MANIFEST,
    PAYLOAD,
    TAG_MANIFEST,
    BagSyntaxError,
    parse_bag_info,
    parse_manifest,
    parse_oxum,
)
from archive.store.hashing import Took, hash_of, new_buffer
from archive.store.port import NodeKind, NotStored, PackageFiles, Stored

OXUM = "Payload-Oxum"


LARGE = 64 * 1024 * 1024
"""From this size in bytes on, several threads may share a package, if its files are large too: they hash side by side."""
LARGE_FILES = 128 * 1024

Looked = tuple[Differing | None, int]
"""What is wrong with a file, and the bytes that were read of it."""


def verify_package(
    package: str,
    expected: Digest | None,
    files: PackageFiles,
    buffer: memoryview | None = None,
    *,
    took: Took | None = None,
    threads: int = 1,
) -> PackageAudit:
    """Look at one package from the inside out: pin, tag files, payload, Oxum, and that nothing stands there unlisted.

    `expected` is the tagmanifest's digest in the ledger. Without it a forgery that agrees with itself is not found. `buffer`
    may be given to reuse one for many packages. `took` is told of all bytes read, and may wait or raise. So many `threads`
    read the files of a large package.
    """
    look = _Look(files, new_buffer() if buffer is None else buffer, took)
    if not look.list_all():
        return PackageAudit(package, stored=False)
    if threads > 1 and look.is_large():
        return _verified(look, package, expected, threads)
    with files:
        return _verified(look, package, expected, 1)


def _verified(look: _Look, package: str, expected: Digest | None, threads: int) -> PackageAudit:
    found = look.pin(expected)
    tags = look.listed(TAG_MANIFEST)
    look.check(tags or {})
    look.declaration()
    payload = look.listed(MANIFEST)
    look.check(payload or {}, threads)
    look.oxum()
    look.unlisted(tags, payload)
    look.seals()
    differences = tuple(sorted(look.differences, key=lambda difference: difference.path))
    return PackageAudit(package, True, found, look.intact, look.bytes, differences, tuple(look.findings))


class _Look:
    """What one look at a package has found so far."""

    def __init__(self, files: PackageFiles, buffer: memoryview, took: Took | None) -> None:
        self._files = files
        self._buffer = buffer
        self._took = took
        self._stored: dict[str, Stored] = {}
        self._whole = True
        self._contents: dict[str, bytes | None] = {}
        self.differences: list[Difference] = []
        self.findings: list[Finding] = []
        self.intact = 0
        self.bytes = 0

    def list_all(self) -> bool:
        """False when there is no such package. Where the listing breaks off, absence from it proves nothing."""
        try:
            for stored in self._files.listing():
                self._stored[stored.path] = stored
        except NotStored:
            return False
        except OSError as error:
            self._whole = False
            self._differs("", Unreadable(reason(error)))
        return True

    def is_large(self) -> bool:
        """Whether it is worth while to read several files at once."""
        size = sum(one.size for one in self._stored.values())
        return size >= LARGE and size >= LARGE_FILES * len(self._stored)

    def pin(self, expected: Digest | None) -> Digest | None:
        """The digest of the tag manifest, compared with the one that the ledger names."""
        content = self._content(TAG_MANIFEST)
        if content is None:
            return None
        found = Digest.of(content)
        if expected is not None and found != expected:
            self._differs(TAG_MANIFEST, Altered(expected, found))
        else:
            self._note(TAG_MANIFEST, (None, len(content)))
        return found

    def listed(self, manifest: str) -> Mapping[str, Digest] | None:
        """What a manifest lists; None, and said, when it cannot be read as one."""
        content = self._content(manifest)
        try:
            return None if content is None else parse_manifest(content, manifest)
        except BagSyntaxError as error:
            self._finding("NOT_A_BAG", manifest, detail=str(error))
            return None

    def check(self, listed: Mapping[str, Digest], threads: int = 1) -> None:
        """Read each file and compare its digest."""
        if threads > 1:
            with ThreadPoolExecutor(threads) as pool:
                for path, looked in zip(listed, pool.map(self._look_alone, listed.items()), strict=True):
                    self._note(path, looked)
            return
        look_at, note, buffer = self._look_at, self._note, self._buffer
        for path, expected in listed.items():
            note(path, look_at(path, expected, buffer))

    def _look_alone(self, named: tuple[str, Digest]) -> Looked:
        """One file of a large package, in a thread of its own."""
        return self._look_at(*named, new_buffer())

    def _look_at(self, path: str, expected: Digest, buffer: memoryview) -> Looked:
        stored = self._stored.get(path)
        if (stored is None and self._whole) or (stored is not None and stored.kind is not NodeKind.FILE):
            return Missing(), 0
        try:
            stream = self._files.open(path)
            try:
                found, size = hash_of(stream, buffer, -1 if stored is None else stored.size, self._took)
            finally:
                stream.close()
        except NotStored:
            return Missing(), 0
        except OSError as error:
            return Unreadable(reason(error)), 0
        return (None if found == expected.hex else Altered(expected, Digest(expected.algorithm, found))), size

    def _note(self, path: str, looked: Looked) -> None:
        outcome, size = looked
        if outcome is None:
            self.intact += 1
            self.bytes += size
        else:
            self.differences.append(Difference(path, outcome))

    def declaration(self) -> None:
        """bagit.txt says version 1.0 and UTF-8 (RFC 8493 section 2.1.1)."""
        content = self._content(BAGIT)
        if content is not None and content != DECLARATION:
            self._finding("BAGIT_TXT_INVALID", BAGIT)

    def oxum(self) -> None:
        """The payload has as many bytes and files as bag-info.txt states (RFC 8493 section 2.2.2)."""
        content = self._content(BAG_INFO)
        if content is None or not self._whole:
            return
        payload = [one for one in self._stored.values() if one.path.startswith(PAYLOAD) and one.kind is NodeKind.FILE]
        found = (sum(one.size for one in payload), len(payload))
        try:
            stated = dict(parse_bag_info(content)).get(OXUM, "")
            agrees = parse_oxum(stated) == found
        except BagSyntaxError as error:
            self._finding("OXUM_MISMATCH", BAG_INFO, detail=str(error))
            return
        if not agrees:
            self._finding("OXUM_MISMATCH", BAG_INFO, stated=stated, found=f"{found[0]}.{found[1]}")

    def unlisted(self, tags: Mapping[str, Digest] | None, payload: Mapping[str, Digest] | None) -> None:
        """Everything that no manifest names, and whatever is not a file. A manifest that cannot be read accuses nothing."""
        for path, stored in self._stored.items():
            listing = payload if path.startswith(PAYLOAD) else tags
            known = listing is None or path in listing or path == TAG_MANIFEST
            if stored.kind is not NodeKind.FILE or not known:
                self._differs(path, Unexpected(stored.kind))

    def seals(self) -> None:
        """Other permissions, or another owner: a warning for each kind, at the first place, with how many there are."""
        modes: dict[int, list[str]] = {}
        owners: dict[int, list[str]] = {}
        strange = {one.path for one in self.differences if isinstance(one.outcome, Unexpected)}
        for one in self._files.unsealed():
            if one.path in strange:
                continue  # it should not be there at all
            if one.owner is not None:
                owners.setdefault(one.owner, []).append(one.path)
            if one.mode is not None:
                modes.setdefault(one.mode, []).append(one.path)
        for mode, paths in sorted(modes.items()):
            self._warning("MODE_CHANGED", min(paths), mode=f"{mode:04o}", count=len(paths))
        for owner, paths in sorted(owners.items()):
            self._warning("OWNER_CHANGED", min(paths), owner=owner, count=len(paths))

    def _content(self, path: str) -> bytes | None:
        """A tag file whole, read once; None when it could not be, which is said the first time."""
        if path not in self._contents:
            self._contents[path] = self._read(path)
        return self._contents[path]

    def _read(self, path: str) -> bytes | None:
        stored = self._stored.get(path)
        pinned = path == TAG_MANIFEST  # no manifest lists it, so `check` will not say what is wrong with it
        if stored is not None and stored.kind is not NodeKind.FILE:
            stored = None
        try:
            if stored is None and self._whole:
                raise NotStored(path)
            with self._files.open(path) as stream:
                return stream.read()
        except NotStored:
            if pinned:
                self._differs(path, Missing())
            if path in (TAG_MANIFEST, MANIFEST):
                self._finding("MANIFEST_MISSING", path)
            if path == BAGIT:
                self._finding("NOT_A_BAG", path)
        except OSError as error:
            if pinned:
                self._differs(path, Unreadable(reason(error)))
        return None

    def _differs(self, path: str, outcome: Differing) -> None:
        self.differences.append(Difference(path, outcome))

    def _finding(self, code: str, place: str, **params: Json) -> None:
        self.findings.append(Finding(code, Severity.ERROR, place, params))

    def _warning(self, code: str, place: str, **params: Json) -> None:
        self.findings.append(Finding(code, Severity.WARNING, place, params))


def reason(error: OSError) -> str:
    """The system's own name for a refusal, the same in every language."""
    return errno.errorcode.get(error.errno or 0, "") or type(error).__name__
