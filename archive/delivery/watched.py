"""A file that a decoder reads from its front to its end, and how far it came: what it did not need is no part of the image."""

from __future__ import annotations

import os

AT_ONCE = 4096
"""What libvips asks for at once, so that a decoder may have been given so much more than it needed."""
_FINEST = 16
"""Near the end a decoder is given ever less at once, so that where it stops is known to so many bytes."""


class Watched:
    """`at` is the offset after the last byte that was handed out; `failed` is the error of the disk, where there was one."""

    def __init__(self, descriptor: int) -> None:
        self.at = 0
        self.failed: OSError | None = None
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size

    def read(self, size: int) -> bytes:
        """At most so many bytes more; nothing at the end, or where the disk fails."""
        left = self._size - self.at
        if left < AT_ONCE:
            size = min(size, max(_FINEST, left // 4))
        try:
            part = os.pread(self._descriptor, size, self.at)
        except OSError as error:
            self.failed = error
            return b""
        self.at += len(part)
        return part
