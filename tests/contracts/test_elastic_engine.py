"""Elasticsearch keeps the promises of engine_promises.py; a real server is asked."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from typing import Any

import pytest

from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.elastic.generations import Generation, Generations
from indexer.engine.port import Engine, EngineBusy, EngineUnavailable, NeverIndexed
from indexer.question.query import Query
from tests.contracts.engine_promises import EnginePromises
from tests.support.documents import document, fill, found, on_cards, table


class TestElasticEngine(EnginePromises):
    """On a server of its own."""

    @pytest.fixture
    def engine(self, elasticsearch_url: str, elastic_prefix: str) -> Engine:
        return ElasticEngine(Server(elasticsearch_url), elastic_prefix, table().digest)


@pytest.fixture
def engine(elasticsearch_url: str, elastic_prefix: str) -> ElasticEngine:
    return ElasticEngine(Server(elasticsearch_url), elastic_prefix, table().digest)


def asked(url: str, path: str, method: str = "GET", body: Any = None) -> Any:
    content = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"{url}/{path}", content, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_the_names_of_indices_say_what_they_hold(
    engine: ElasticEngine, elasticsearch_url: str, elastic_prefix: str
) -> None:
    fill(engine, document("a", "زينب"))
    fill(engine, document("b", "زينب"))
    names = asked(elasticsearch_url, f"{elastic_prefix}*")

    assert sorted(names) == [f"{elastic_prefix}-f4-g000002", f"{elastic_prefix}-f4-g000002-words"]
    assert list(names[f"{elastic_prefix}-f4-g000002"]["aliases"]) == [elastic_prefix]


def test_a_field_that_is_not_named_is_refused(
    engine: ElasticEngine, elasticsearch_url: str, elastic_prefix: str
) -> None:
    fill(engine, document("a", "زينب"))
    for index in (elastic_prefix, f"{elastic_prefix}-f4-g000001-words"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            asked(elasticsearch_url, f"{index}/_doc/x", "PUT", {"surprise": 1})

        assert refused.value.code == 400
        assert "strict" in refused.value.read().decode()


def test_of_two_writers_only_the_first_commits(engine: ElasticEngine) -> None:
    fill(engine, document("a", "زينب"))
    with engine.resume() as first, engine.resume() as second:
        first.add(on_cards(document("b", "زينب")))
        first.commit(2)
        second.add(on_cards(document("c", "زينب")))
        with pytest.raises(EngineBusy, match="another process"):
            second.commit(2)

    assert engine.position() == 2


def test_what_a_dead_writer_left_is_counted_once_when_it_comes_again(engine: ElasticEngine) -> None:
    fill(engine, document("a", "زينب"), document("b", "يوسف"))
    with engine.resume() as writing:
        writing.add(on_cards(document("a", "سعيد"), document("c", "علي")))
        writing._send()  # as far as a process came that was killed before its commit
    with engine.resume() as writing:
        writing.add(on_cards(document("a", "سعيد"), document("c", "علي")))
        writing.commit(2)
    counts = engine.dictionary().counts()

    assert {word: counts[word] for word in ("سعيد", "علي", "يوسف")} == {"سعيد": 1, "علي": 1, "يوسف": 1}
    assert (found(engine, '"سعيد"'), found(engine, '"زينب"')) == (["a"], [])


def test_a_server_that_is_away_is_said_soon_and_in_our_words() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    engine = ElasticEngine(Server(url), "khizana-nowhere")
    started = time.monotonic()
    for verb in (engine.position, engine.resume, engine.begin, lambda: engine.search(Query())):
        with pytest.raises(EngineUnavailable, match="cannot be reached") as said:
            verb()

        assert "Traceback" not in str(said.value)
        assert "urllib3" not in str(said.value)
    assert time.monotonic() - started < 30


def test_an_index_of_another_format_is_refused_with_the_remedy(
    engine: ElasticEngine, elasticsearch_url: str, elastic_prefix: str
) -> None:
    fill(engine, document("a", "زينب"))
    words = f"{elastic_prefix}-f4-g000001-words"
    mark = asked(elasticsearch_url, f"{words}/_doc/mark")["_source"]["mark"]
    asked(elasticsearch_url, f"{words}/_doc/mark?refresh=true", "PUT", {"mark": {**mark, "format": 1}})
    with pytest.raises(EngineUnavailable, match=r"another version.*khizana reindex"):
        engine.search(Query())
    fill(engine, document("b", "زينب"))

    assert found(engine, "زينب") == ["b"]


def test_a_dictionary_of_several_parts_comes_back_whole(engine: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.engine.elastic.writing._CHUNK", 100)
    words = ("محمد", "زينب", "علي", "mohamed", "zineb")
    fill(engine, *(document(f"n{at}", word) for at, word in enumerate(words)))

    assert engine.dictionary().counts() == dict.fromkeys(words, 1)


def test_a_snapshot_is_put_back_with_the_dictionary(
    engine: ElasticEngine, elasticsearch_url: str, elastic_prefix: str
) -> None:
    fill(engine, document("a", "زينب"), position=7)
    kept = {"type": "fs", "settings": {"location": elastic_prefix}}
    asked(elasticsearch_url, f"_snapshot/{elastic_prefix}", "PUT", kept)
    engine.snapshot(elastic_prefix, "first")
    fill(engine, document("b", "يوسف"))
    asked(elasticsearch_url, f"{elastic_prefix}-f4-g000002", "DELETE")
    asked(elasticsearch_url, f"_snapshot/{elastic_prefix}/first/_restore?wait_for_completion=true", "POST", {})
    answers = found(engine, "Zaynab"), engine.position()
    asked(elasticsearch_url, f"_snapshot/{elastic_prefix}/first", "DELETE")
    asked(elasticsearch_url, f"_snapshot/{elastic_prefix}", "DELETE")

    assert answers == (["a"], 7)


def test_an_alias_that_is_gone_is_no_index(engine: ElasticEngine, elasticsearch_url: str, elastic_prefix: str) -> None:
    fill(engine, document("a", "زينب"))
    asked(elasticsearch_url, f"{elastic_prefix}-f4-g000001/_alias/{elastic_prefix}", "DELETE")

    with pytest.raises(NeverIndexed, match="khizana reindex"):
        engine.position()


def test_what_the_last_request_of_a_killed_builder_made_is_removed(elasticsearch_url: str, elastic_prefix: str) -> None:
    client = Server(elasticsearch_url).client()
    made = Generations(client, elastic_prefix, 1).begin()
    too_early = iter([True])

    class MadeMeanwhile(Generations):
        """Looks before the request arrives."""

        def others(self) -> tuple[Generation, ...]:
            return () if next(too_early, False) else super().others()

    assert MadeMeanwhile(client, elastic_prefix, 1).begin() == made
