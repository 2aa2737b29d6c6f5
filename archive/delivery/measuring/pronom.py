"""Asks siegfried (pygfried) for the PRONOM identifier of a file, by its bytes alone."""

from __future__ import annotations

import pygfried


def puid(descriptor: int) -> str:
    """Such as fmt/353; empty when the bytes match no signature, or match several alike."""
    try:
        found = pygfried.identify(f"/dev/fd/{descriptor}")
    except OSError:
        return ""
    return found if found and found != "UNKNOWN" else ""
