"""A guarded Elasticsearch is used with an API key and an authority's certificate; who lacks either is told so."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from indexer.documents.document import Document
from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.port import EngineUnavailable
from indexer.question.query import Query
from tests.support.documents import document, fill, found, on_cards, table
from tests.support.elastic_secured import Secured, secured

REQUEST = json.loads((Path(__file__).parents[2] / "deploy" / "elasticsearch" / "api-key.json").read_bytes())
"""What docs/search.md tells an operator to ask for."""
ONE, OTHER = "khizana-one", "khizana-other"
WRONG = "d3JvbmctaWQ6d3JvbmctbXlzdGVyeQ=="
READING = ("read", "view_index_metadata")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("elasticsearch")]


@pytest.fixture(scope="module")
def server() -> Iterator[Secured]:
    with secured() as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_left(server: Secured) -> Iterator[None]:
    yield
    server.asked("khizana-*", "DELETE")


def key(server: Secured, names: Sequence[str] | None = None, privileges: Sequence[str] | None = None) -> str:
    """The documented key, or one of other names and privileges."""
    asked: dict[str, Any] = dict(REQUEST["role_descriptors"]["khizana"]["indices"][0])
    asked |= {"names": names or asked["names"], "privileges": privileges or asked["privileges"]}
    return server.key({**REQUEST, "role_descriptors": {"khizana": {"indices": [asked]}}})


def engine(server: Secured, key: str | None, base: str = ONE) -> ElasticEngine:
    return ElasticEngine(Server(server.url, key, str(server.ca)), base, table().digest)


def everything(using: ElasticEngine) -> list[str]:
    """Every verb of an engine: built, followed, broken off, gone on with, swapped, and asked."""
    fill(using, document("a", "زينب"), document("b", "يوسف"))
    with using.resume() as writing:
        writing.add(on_cards(document("c", "زينب")))
        writing.forget(["b"])
        writing.delete_package("none")
        writing.commit(2)
    with pytest.raises(ZeroDivisionError), using.begin() as writing:
        writing.add(on_cards(document("c", "زينب")))
        writing.commit(3)
        raise ZeroDivisionError
    with using.begin(again=True) as writing:
        writing.add(on_cards(document("d", "زينب")))
        writing.commit(4)
        assert (writing.count(), len(list(writing.bodies("r1"))), writing.registers()) == (2, 2, {"r1": 2})
        writing.swap()
    assert [Document.read(body).id for body in using.bodies("r1")] == ["c", "d"]
    assert (using.count(), using.registers(), using.position()) == (2, {"r1": 2}, 4)
    assert None not in using.page(using.freeze(Query()).keys)
    return sorted(found(using, "Zaynab"))


def test_the_documented_key_is_enough_for_everything(server: Secured) -> None:
    assert everything(engine(server, server.key(REQUEST))) == ["c", "d"]


@pytest.mark.parametrize("privilege", REQUEST["role_descriptors"]["khizana"]["indices"][0]["privileges"])
def test_no_privilege_of_it_can_be_left_out(server: Secured, privilege: str) -> None:
    others = [one for one in ("manage", "read", "write") if one != privilege]

    with pytest.raises(EngineUnavailable, match="API key and what it may do"):
        everything(engine(server, key(server, privileges=others)))


@pytest.mark.parametrize("given", [WRONG, "no key at all", None])
def test_a_wrong_key_is_named_and_not_repeated(
    server: Secured, given: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(EngineUnavailable, match="look at the API key") as said:
        engine(server, given).position()

    assert given is None or given not in f"{said.value}{said.value.__cause__!r}{caplog.text}"


def test_a_right_key_stands_in_no_log(server: Secured, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    right = server.key(REQUEST)
    fill(engine(server, right), document("a", "زينب"))

    assert "elastic_transport" in {record.name.partition(".")[0] for record in caplog.records}
    assert right not in caplog.text
    assert right not in repr(Server(server.url, right))


def test_a_key_that_only_reads_searches_and_does_not_write(server: Secured) -> None:
    fill(engine(server, server.key(REQUEST)), document("a", "زينب"))
    reading = engine(server, key(server, privileges=READING))
    verbs: tuple[Callable[[], object], ...] = (reading.resume, reading.begin)
    for verb in verbs:
        with pytest.raises(EngineUnavailable, match="API key and what it may do"):
            verb()

    assert found(reading, "Zaynab") == ["a"]


def test_a_key_of_one_archive_does_not_see_another(server: Secured) -> None:
    fill(engine(server, server.key(REQUEST)), document("a", "زينب"))
    narrow = key(server, names=(OTHER, f"{OTHER}-f*"))
    answers = everything(engine(server, narrow, OTHER))
    strange = engine(server, narrow)
    verbs: tuple[Callable[[], object], ...] = (strange.position, strange.begin, lambda: strange.search(Query()))
    for verb in verbs:
        with pytest.raises(EngineUnavailable, match="API key and what it may do"):
            verb()

    assert answers == ["c", "d"]
    assert found(engine(server, server.key(REQUEST)), "Zaynab") == ["a"]


def test_a_certificate_that_nobody_trusted_signed_is_refused(server: Secured, tmp_path: Path) -> None:
    right = server.key(REQUEST)
    (tmp_path / "empty.crt").touch()
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    for url, ca in (
        (server.url, None),
        (server.url, tmp_path / "none.crt"),
        (server.url, tmp_path / "empty.crt"),
        (elsewhere, server.ca),
    ):
        asked = ElasticEngine(Server(url, right, None if ca is None else str(ca)), ONE)
        with pytest.raises(EngineUnavailable, match=r"certificate of Elasticsearch is not trusted.*ca_file") as said:
            asked.position()

        assert right not in f"{said.value}{said.value.__cause__!r}"
