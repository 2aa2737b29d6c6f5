"""The real Elasticsearch that tests ask: it is of the version that was pinned, and is killed and comes back."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.support import elastic_program, elasticsearch
from tests.support.elasticsearch import asked


@pytest.mark.slow
def test_the_server_of_the_tests_is_of_the_pinned_version(elasticsearch_url: str, elastic_prefix: str) -> None:
    asked(elasticsearch_url, elastic_prefix, "PUT", {})
    nodes = cast("dict[str, Any]", asked(elasticsearch_url, "_nodes/_local?filter_path=nodes.*.version"))["nodes"]

    assert {node["version"] for node in nodes.values()} == {elastic_program.VERSION}


@pytest.mark.slow
@pytest.mark.xdist_group("elasticsearch")
def test_a_killed_node_comes_back_with_what_was_acknowledged() -> None:
    with elasticsearch.cluster() as (node,):
        asked(node.url, "kept/_doc/1?refresh=false", "PUT", {"word": "x"})
        node.kill()
        with pytest.raises(OSError):
            asked(node.url, "kept/_doc/1")
        node.start()
        node.wait()
        kept = asked(node.url, "kept/_doc/1")

    assert cast("dict[str, Any]", kept)["_source"] == {"word": "x"}
