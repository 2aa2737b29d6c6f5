"""The Elasticsearch engine: all analysis is ours, so no plugin is needed. The only package that imports elasticsearch."""

from __future__ import annotations

from indexer.engine.elastic.connection import Server
from indexer.engine.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine", "Server"]
