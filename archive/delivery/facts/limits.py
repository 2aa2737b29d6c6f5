"""How much an archive may become when it is unpacked, counted as the bytes come: what it declares is never relied on."""

from __future__ import annotations

from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.model.message import tell


@dataclass(frozen=True, slots=True)
class Limits:
    """Members, bytes, times its own size (asked only above `small` bytes), and how deep archives may lie in archives."""

    members: int = 200_000
    size: int = 256 << 30
    ratio: int = 200
    small: int = 64 << 20
    depth: int = 2


DEFAULT = Limits()


class TooMuch(ArchiveError, ValueError):
    """The archive would become larger than is allowed; the message says by which limit."""


class Budget:
    """What has been spent of the limits for one archive of `packed` bytes and for everything inside it."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self._packed = packed
        self._members = 0
        self._size = 0

    def again(self) -> Budget:
        """The same limits with nothing spent: for reading a stream only to see the names in it."""
        return Budget(self.limits, self._packed)

    def member(self) -> None:
        """One more member; TooMuch."""
        self._members += 1
        if self._members > self.limits.members:
            raise TooMuch(tell("it has more than {members} members", members=self.limits.members))

    def spend(self, count: int) -> None:
        """So many bytes more; TooMuch."""
        self._size += count
        if self._size > self.limits.size:
            raise TooMuch(tell("it holds more than {size} bytes", size=self.limits.size))
        if self._size > self.limits.small and self._size > self.limits.ratio * self._packed:
            raise TooMuch(
                tell(
                    "it grows to more than {ratio} times its own size of {packed} bytes",
                    ratio=self.limits.ratio,
                    packed=self._packed,
                )
            )
