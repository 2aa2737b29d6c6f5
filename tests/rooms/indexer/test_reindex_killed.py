"""A reindex is killed at any place, and goes on; in the end the index is the one that was never interrupted."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.embedded import EmbeddedEngine
from tests.support import made_archive
from tests.support.made_archive import MadeArchive, indexed

KILLS = 10


def begun(*where: str) -> subprocess.Popen[str]:
    """A process that indexes, told apart from its start-up."""
    root = str(Path(__file__).parents[3])
    # Without the folder of the program on its path: a module there is named like the client of Elasticsearch.
    command = [sys.executable, "-P", made_archive.__file__, *where]
    environment = {**os.environ, "PYTHONPATH": root}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def made() -> MadeArchive:
    archive = MadeArchive()
    archive.corrected(archive.registers[::7])
    return archive


def quiet(*_: object) -> None:
    """Nobody looks."""


def killed_at_random(*where: str) -> None:
    """Processes that index, one after the other, each killed a moment after some step, before it can be done."""
    chance = random.Random(20261122)
    for _ in range(KILLS):
        process = begun(*where)
        assert process.stdout is not None
        for _ in range(chance.randrange(9)):
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_reindex_killed_at_ten_random_places_and_gone_on_with_gives_the_same_index(tmp_path: Path) -> None:
    whole = EmbeddedEngine(tmp_path / "whole")
    straight = indexed(made(), whole, quiet)
    killed_at_random(str(tmp_path / "killed"))
    killed = EmbeddedEngine(tmp_path / "killed")
    resumed = indexed(made(), killed, quiet)

    assert resumed.begun > 0
    assert (resumed.sum, resumed.documents, resumed.entries) == (straight.sum, straight.documents, straight.entries)
    assert killed.dictionary().version == whole.dictionary().version
    assert killed.registers() == whole.registers()


@pytest.mark.slow
def test_a_killed_reindex_on_elasticsearch_goes_on_as_well(elasticsearch_url: str, elastic_prefix: str) -> None:
    whole, killed = (ElasticEngine(Server(elasticsearch_url), f"{elastic_prefix}-{name}") for name in ("a", "b"))
    straight = indexed(made(), whole, quiet)
    killed_at_random(elasticsearch_url, f"{elastic_prefix}-b")
    resumed = indexed(made(), killed, quiet)

    assert resumed.begun > 0
    assert (resumed.sum, resumed.documents, resumed.entries) == (straight.sum, straight.documents, straight.entries)
    assert killed.dictionary().version == whole.dictionary().version
    assert indexed(made(), killed, quiet).sum == straight.sum


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


@pytest.mark.parametrize("places", [[("indexed", 30), ("indexed", 45), ("reconciled", 3)]])
def test_what_was_committed_is_not_made_again(tmp_path: Path, places: list[tuple[str, int]]) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    seen: list[int] = []
    for place in places:

        def stop(stage: str, done: int, total: int, place: tuple[str, int] = place) -> None:
            if stage == "indexed":
                seen.append(done)
            if (stage, done) == place:
                raise Stopped

        with pytest.raises(Stopped):
            indexed(made(), engine, stop)
    finished = indexed(made(), engine, quiet)

    assert finished.begun == 69
    assert len(seen) < 69 + 2 * 5
    assert (finished.documents, finished.entries) == (1200, 69)


def test_a_reindex_afresh_throws_away_what_was_left(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")

    def stop(stage: str, done: int, total: int) -> None:
        if done == 40:
            raise Stopped

    with pytest.raises(Stopped):
        indexed(made(), engine, stop)
    finished = indexed(made(), engine, quiet, afresh=True)

    assert finished.begun == 0


def test_the_live_index_answers_as_before_while_a_build_is_left_unfinished(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    archive = MadeArchive()
    indexed(archive, engine, quiet)
    archive.corrected(archive.registers[:10])

    def stop(stage: str, done: int, total: int) -> None:
        if done == 40:
            raise Stopped

    with pytest.raises(Stopped):
        indexed(archive, engine, stop)

    assert (engine.position(), engine.count()) == (60, 1200)
    assert indexed(archive, engine, quiet).entries == 70


def test_a_reindex_twice_gives_the_same_counts_and_digests(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "index")
    first, second = (indexed(made(), engine, quiet) for _ in range(2))

    assert first == second
