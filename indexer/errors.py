"""The root of every exception that the index and the catalogue raise of their own."""

from __future__ import annotations


class IndexerError(Exception):
    """Names the object, then the remedy."""
