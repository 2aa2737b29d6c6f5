"""A delivery that lies in memory: a real source, for tests that need no disk."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from archive.delivery.facts.batch import Problem
from archive.delivery.port import DeliveredFile, NotDelivered


class Held:
    """The files of a mapping from path to content."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def listing(self) -> Iterator[DeliveredFile | Problem]:
        return (DeliveredFile(path, len(content)) for path, content in sorted(self._files.items()))

    def open(self, path: str) -> BinaryIO:
        if path not in self._files:
            raise NotDelivered(path)
        return io.BytesIO(self._files[path])
