"""Elasticsearch ends in the middle of what we do: an ingest does not care, and nothing that was acknowledged is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.building.reconcile import compare
from indexer.building.reindex import Built
from indexer.documents.expected_documents import chains
from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.port import EngineUnavailable
from tests.support.cli import khizana
from tests.support.elasticsearch import Node, cluster
from tests.support.made_archive import MadeArchive, indexed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("elasticsearch")]


@pytest.fixture
def node() -> Iterator[Node]:
    with cluster() as (one,):
        yield one


@pytest.fixture
def nodes() -> Iterator[list[Node]]:
    with cluster(3) as three:
        yield three


def test_killed_in_the_middle_of_an_ingest_the_index_lags_and_catches_up(node: Node, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", archive, "--name", "searched")
    with (archive / "archive.toml").open("a") as file:
        file.write(f'\n[search]\nengine = "elasticsearch"\nurl = "{node.url}"\n')
    assert khizana("reindex", "--archive", archive).code == 0
    command = [Path(sys.executable).with_name("khizana"), "ingest", tmp_path / "delivery", "--archive", archive]
    ingest = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    time.sleep(0.5)
    node.kill()
    ingest.communicate()
    away = khizana("reconcile", "--archive", archive)
    status = khizana("status", "--archive", archive, "--json")
    node.start()
    node.wait()
    mended = khizana("reconcile", "--mend", "--archive", archive, "--json")
    after = khizana("reconcile", "--archive", archive, "--json")

    assert (ingest.returncode, away.code, status.json["lag"]["index"]) == (0, 1, None)
    assert "cannot be reached" in status.json["problem"]
    assert mended.json["lag"] == {"catalogue": 0, "index": 0}
    assert (after.code, after.json["equal"]) == (0, True)
    assert after.json["index"]["documents"] > 0


class Building:
    """An index that is built in a thread of its own, so that a node can be killed meanwhile."""

    def __init__(self, engine: ElasticEngine, archive: MadeArchive) -> None:
        self.ended: Built | EngineUnavailable | None = None
        self._far = threading.Event()
        self._thread = threading.Thread(target=self._build, args=(engine, archive))
        self._thread.start()

    def _build(self, engine: ElasticEngine, archive: MadeArchive) -> None:
        try:
            self.ended = indexed(archive, engine, self._step)
        except EngineUnavailable as error:
            self.ended = error
        self._far.set()

    def _step(self, stage: str, done: int, total: int) -> None:
        if done == total // 3:
            self._far.set()

    def under_way(self) -> bool:
        """Waits until a third is written."""
        return self._far.wait(60) and self.ended is None

    def end(self) -> Built | EngineUnavailable | None:
        self._thread.join()
        return self.ended


def differences(engine: ElasticEngine, archive: MadeArchive) -> int:
    return len(compare(chains(archive.since(0)), archive, engine, lambda *_: None).differences)


def test_a_node_of_three_killed_during_bulk_loses_nothing(nodes: list[Node]) -> None:
    archive = MadeArchive(registers=150, acts=40)
    engine = ElasticEngine(Server(nodes[0].url), "khizana-three", shards=3)
    building = Building(engine, archive)
    under_way = building.under_way()
    nodes[2].kill()
    built = building.end()

    assert under_way
    assert isinstance(built, Built), built
    assert (built.documents, engine.count(), differences(engine, archive)) == (6_000, 6_000, 0)


def test_what_the_killed_node_was_asked_is_gone_on_with_at_another(nodes: list[Node]) -> None:
    archive = MadeArchive(registers=150, acts=40)
    building = Building(ElasticEngine(Server(nodes[1].url), "khizana-other", shards=3), archive)
    under_way = building.under_way()
    nodes[1].kill()
    ended = building.end()
    other = ElasticEngine(Server(nodes[0].url), "khizana-other", shards=3)
    finished = indexed(archive, other, lambda *_: None)

    assert under_way
    assert isinstance(ended, EngineUnavailable)
    assert finished.begun > 0
    assert (finished.documents, differences(other, archive)) == (6_000, 0)
