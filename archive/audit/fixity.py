"""Is a package still what it was? Every byte is read; nothing is remembered from earlier audits, and nothing is written."""

from __future__ import annotations

import errno
from collections.abc import Mapping

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
from archive.store.hashing import hash_of, new_buffer
from archive.store.port import Kind, NotStored, PackageFiles, Stored

OXUM = "Payload-Oxum"


def verify_package(
    package: str, expected: Digest | None, files: PackageFiles, buffer: memoryview | None = None
) -> PackageAudit:
    """Look at one package from the inside out: pin, tag files, payload, Oxum, and that nothing stands there unlisted.

    `expected` is the tagmanifest's digest in the ledger. Without it a forgery that agrees with itself is not found. `buffer`
    may be given to reuse one for many packages.
    """
    with files:
        return _verified(package, expected, files, new_buffer() if buffer is None else buffer)


def _verified(package: str, expected: Digest | None, files: PackageFiles, buffer: memoryview) -> PackageAudit:
    look = _Look(files, buffer)
    if not look.list_all():
        return PackageAudit(package, stored=False)
    found = look.pin(expected)
    tags = look.listed(TAG_MANIFEST)
    look.check(tags or {})
    look.declaration()
    payload = look.listed(MANIFEST)
    look.check(payload or {})
    look.oxum()
    look.unlisted(tags, payload)
    differences = tuple(sorted(look.differences, key=lambda difference: difference.path))
    return PackageAudit(package, True, found, look.intact, look.bytes, differences, tuple(look.findings))


class _Look:
    """What one look at a package has found so far."""

    def __init__(self, files: PackageFiles, buffer: memoryview) -> None:
        self._files = files
        self._buffer = buffer
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

    def pin(self, expected: Digest | None) -> Digest | None:
        """The digest of the tag manifest, compared with the one that the ledger names."""
        content = self._content(TAG_MANIFEST)
        if content is None:
            return None
        found = Digest.of(content)
        if expected is not None and found != expected:
            self._differs(TAG_MANIFEST, Altered(expected, found))
        else:
            self._is_intact(len(content))
        return found

    def listed(self, manifest: str) -> Mapping[str, Digest] | None:
        """What a manifest lists; None, and said, when it cannot be read as one."""
        content = self._content(manifest)
        try:
            return None if content is None else parse_manifest(content, manifest)
        except BagSyntaxError as error:
            self._finding("NOT_A_BAG", manifest, detail=str(error))
            return None

    def check(self, listed: Mapping[str, Digest]) -> None:
        """Read each file and compare its digest."""
        open_file, buffer = self._files.open, self._buffer
        for path, expected in listed.items():
            stored = self._stored.get(path)
            if (stored is None and self._whole) or (stored is not None and stored.kind is not Kind.FILE):
                self._differs(path, Missing())
                continue
            try:
                stream = open_file(path)
                try:
                    found, size = hash_of(stream, buffer, -1 if stored is None else stored.size)
                finally:
                    stream.close()
            except NotStored:
                self._differs(path, Missing())
            except OSError as error:
                self._differs(path, Unreadable(reason(error)))
            else:
                if found == expected.hex:
                    self._is_intact(size)
                else:
                    self._differs(path, Altered(expected, Digest(expected.algorithm, found)))

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
        payload = [one for one in self._stored.values() if one.path.startswith(PAYLOAD) and one.kind is Kind.FILE]
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
            if stored.kind is not Kind.FILE or not known:
                self._differs(path, Unexpected(stored.kind))

    def _content(self, path: str) -> bytes | None:
        """A tag file whole, read once; None when it could not be, which is said the first time."""
        if path not in self._contents:
            self._contents[path] = self._read(path)
        return self._contents[path]

    def _read(self, path: str) -> bytes | None:
        stored = self._stored.get(path)
        pinned = path == TAG_MANIFEST  # no manifest lists it, so `check` will not say what is wrong with it
        if stored is not None and stored.kind is not Kind.FILE:
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

    def _is_intact(self, size: int) -> None:
        self.intact += 1
        self.bytes += size

    def _differs(self, path: str, outcome: Differing) -> None:
        self.differences.append(Difference(path, outcome))

    def _finding(self, code: str, place: str, **params: Json) -> None:
        self.findings.append(Finding(code, Severity.ERROR, place, params))


def reason(error: OSError) -> str:
    """The system's own name for a refusal, the same in every language."""
    return errno.errorcode.get(error.errno or 0, "") or type(error).__name__
