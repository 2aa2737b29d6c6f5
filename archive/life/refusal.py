"""What is asked for and may not be done."""

from archive.errors import ArchiveError


class NotAllowed(ArchiveError, RuntimeError):
    """Says which rule stands against it, and what to do."""
