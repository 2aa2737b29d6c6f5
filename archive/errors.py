"""The root of every exception that the archive raises of its own."""

from __future__ import annotations


class ArchiveError(Exception):
    """Names the object, then the remedy. What the machine itself says (no room, no such file) stays the OSError that it is."""
