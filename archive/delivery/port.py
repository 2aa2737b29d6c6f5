"""Where a delivery lies: what `receive` needs of it, whether a folder today or something else tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from archive.delivery.facts.batch import Problem
from archive.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A regular file found in a delivery: its path below the root, and its size in bytes."""

    path: str
    size: int


class NotDelivered(ArchiveError, LookupError):
    """The delivery holds no regular file under that path."""


class DeliveryUnreadable(ArchiveError, OSError):
    """The delivery could not be looked at: what is there is unknown, which is never the same as missing."""


class Source(Protocol):
    """The files of one delivery."""

    def listing(self) -> Iterator[DeliveredFile | Problem]:
        """Every regular file in order of path; links, special files and unsafe names are problems and are never followed."""

    def open(self, path: str) -> BinaryIO:
        """One file for reading, unbuffered, with a descriptor of its own.

        NotDelivered when no regular file stands there; DeliveryUnreadable when it could not be looked at.
        """
