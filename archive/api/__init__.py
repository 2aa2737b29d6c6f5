"""The archive as a library: open, create, check, ingest, audit, prove, read. What it raises of its own is an ArchiveError."""

from archive.api.archive import Archive, Clock, system_clock
from archive.api.opening import create, open

__all__ = ["Archive", "Clock", "create", "open", "system_clock"]
