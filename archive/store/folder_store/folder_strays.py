"""What lies in the folder of a store and is nothing that a store keeps or makes: left there by a hand, or by another program."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from archive.store.folder_store.quarantine import QUARANTINE
from archive.store.port import StoreUnreadable

_ROOMS = frozenset(("packages", "documents", "staging", QUARANTINE))
_SHELF = re.compile(r"[0-9a-f]{2}")
_HEX = re.compile(r"[0-9a-f]{64}")


def strays(root: Path) -> Iterator[str]:
    """Their paths below the root, in order. A folder where packages lie counts as one; what is in a package its audit tells."""
    for name, is_folder in _entries(root, ""):
        if name not in _ROOMS or not is_folder:
            yield name
    for office, is_folder in _entries(root, "packages"):
        if not is_folder:
            yield f"packages/{office}"
            continue
        yield from (f"packages/{office}/{name}" for name, below in _entries(root, f"packages/{office}") if not below)
    yield from (
        f"documents/{name}" for name, is_folder in _entries(root, "documents") if name != "sha256" or not is_folder
    )
    for shelf, is_folder in _entries(root, "documents/sha256"):
        if not is_folder or not _SHELF.fullmatch(shelf):
            yield f"documents/sha256/{shelf}"
            continue
        for name, below in _entries(root, f"documents/sha256/{shelf}"):
            if below or not _HEX.fullmatch(name) or name[:2] != shelf:
                yield f"documents/sha256/{shelf}/{name}"


def _entries(root: Path, folder: str) -> list[tuple[str, bool]]:
    """The names in a folder, in order, and whether each is a folder itself; links are not followed."""
    try:
        with os.scandir(root / folder) as found:
            return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found)
    except OSError as error:
        raise StoreUnreadable(error.errno, error.strerror, folder) from error
