"""A folder that may only be read, seen through one that may be written: the library wants to lock where it reads."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_LOCKS = ".lock"


class Shadow:
    """A temporary folder of links to the files of a generation; it goes with the object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = tempfile.TemporaryDirectory(prefix="khizana-index-")
        self.path = Path(self._made.name)
        self.follow()

    @classmethod
    def of(cls, folder: Path) -> Shadow | None:
        """None for a folder that may be written: it is read where it is."""
        return None if os.access(folder, os.W_OK) else cls(folder)

    def follow(self) -> None:
        """Link what has come since."""
        for found in self._folder.iterdir():
            link = self.path / found.name
            if not found.name.endswith(_LOCKS) and not link.is_symlink():
                link.symlink_to(found.absolute())
