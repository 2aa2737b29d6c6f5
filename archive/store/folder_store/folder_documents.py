"""Documents in a folder, each under the digest of its content: sha256/ab/<hexadecimal>."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from archive.model.digest import Digest
from archive.model.file_errors import naming
from archive.model.message import tell
from archive.store.folder_store.durable import flush_folder, make_folder
from archive.store.folder_store.folder_package import open_file, refusal
from archive.store.folder_store.folder_staging import SEALED_FILE, say_if_full
from archive.store.folder_store.openat import opener
from archive.store.folder_store.staging_dirs import begin, remove, sweep
from archive.store.port import NotStored, StoreUnreadable

_HEX = re.compile(r"[0-9a-f]{64}")


class FolderDocuments:
    """The part of a folder store that keeps documents. They are small: verdicts, reports, reasons, lists."""

    def __init__(self, root: Path, aside: Path) -> None:
        self._folder = root / "documents" / "sha256"
        self._aside = aside
        self._open_below = opener()

    def put(self, content: bytes) -> Digest:
        """Keep a document durably. StoreUnreadable when other bytes stand under its digest: those are for an audit to settle."""
        digest = Digest.of(content)
        folder = self._folder / digest.hex[:2]
        try:
            sweep(self._aside)
            make_folder(folder)
            if not os.path.lexists(folder / digest.hex):
                with naming(folder / digest.hex):
                    self._write(content, folder, digest)
            flush_folder(folder)
        except OSError as error:
            say_if_full(error, f"the document {digest}")
            raise
        if self.read(digest) != content:
            raise StoreUnreadable(
                0, "the document that is kept under this digest is altered; run an audit", str(digest)
            )
        return digest

    def read(self, digest: Digest) -> bytes:
        """The content as it stands. The caller compares digests."""
        try:
            with open_file(str(self._folder), f"{digest.hex[:2]}/{digest.hex}", self._open_below) as stream:
                return stream.read()
        except NotStored:
            self._names("")
            raise NotStored(tell("the document {digest} is not stored", digest=digest)) from None
        except OSError as error:
            raise refusal(str(digest), error) from error

    def path(self, digest: Digest) -> Path:
        """Where a document lies, or would."""
        return self._folder / digest.hex[:2] / digest.hex

    def digests(self) -> Iterator[Digest]:
        """Every digest under which something stands, in order. Other names are nobody's documents."""
        for folder in self._names(""):
            if not (self._folder / folder).is_dir():
                continue  # `strays` names it
            for name in self._names(folder):
                if _HEX.fullmatch(name) and name[:2] == folder:
                    yield Digest("sha256", name)

    def _names(self, folder: str) -> list[str]:
        try:
            return sorted(found.name for found in (self._folder / folder).iterdir())
        except OSError as error:
            raise StoreUnreadable(error.errno, error.strerror, f"documents/sha256/{folder}") from error

    def _write(self, content: bytes, folder: Path, digest: Digest) -> None:
        place, lock = begin(self._aside, digest.hex)
        try:
            written = place / "document"
            descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, SEALED_FILE)
            with io.FileIO(descriptor, "wb") as stream:
                rest = memoryview(content)
                while rest:
                    rest = rest[stream.write(rest) :]
                os.fsync(descriptor)
            written.rename(folder / digest.hex)
        finally:
            remove(place)
            os.close(lock)
