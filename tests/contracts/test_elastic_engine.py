"""Elasticsearch keeps the promises of engine_promises.py; a real server is asked."""

from __future__ import annotations

import pytest

from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.port import Engine
from tests.contracts.engine_promises import EnginePromises
from tests.support.documents import table


class TestElasticEngine(EnginePromises):
    """On a server of its own."""

    @pytest.fixture
    def engine(self, elasticsearch_url: str, elastic_prefix: str) -> Engine:
        return ElasticEngine(Server(elasticsearch_url), elastic_prefix, table().digest)
