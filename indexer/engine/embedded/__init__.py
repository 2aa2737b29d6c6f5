"""The embedded engine: a tantivy index in a folder, no server. The only package that imports tantivy."""

from __future__ import annotations

from indexer.engine.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
