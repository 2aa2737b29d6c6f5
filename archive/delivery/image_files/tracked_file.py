"""A file that a decoder reads from its front to its end, and how far it came: what it did not need is no part of the image."""

from __future__ import annotations

import os

AT_ONCE = 4096
"""What libvips asks for at once, so that a decoder may have been given so much more than it needed."""
_FINEST = 16
"""Near the end a decoder is given ever less at once, so that where it stops is known to so many bytes."""


class Watched:
    """`at` is the offset after the last byte that was handed out; `failed` is the error of the disk, where there was one.

    What `again` was given is handed out in place of what the file has there.
    """

    def __init__(self, descriptor: int) -> None:
        self.at = 0
        self.failed: OSError | None = None
        self.descriptor = descriptor
        self._instead = (0, b"")
        self._size = os.fstat(descriptor).st_size

    def again(self, at: int, instead: bytes) -> None:
        """Begin at the front, these bytes in place of those there."""
        self.at, self._instead = 0, (at, instead)

    def read(self, size: int) -> bytes:
        """At most so many bytes more; nothing at the end, or where the disk fails."""
        left = self._size - self.at
        if left < AT_ONCE:
            size = min(size, max(_FINEST, left // 4))
        try:
            part = os.pread(self.descriptor, size, self.at)
        except OSError as error:
            self.failed = error
            return b""
        start = self._instead[0] - self.at
        self.at += len(part)
        if self._instead[1] and -len(self._instead[1]) < start < len(part):
            patched = bytearray(part)
            for number, byte in enumerate(self._instead[1], start):
                if 0 <= number < len(part):
                    patched[number] = byte
            return bytes(patched)
        return part
