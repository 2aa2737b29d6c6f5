"""What is asked for and is not held."""

from __future__ import annotations

from archive.errors import ArchiveError


class NotHeld(ArchiveError, LookupError):
    """No package that is held is or has what was asked for."""
