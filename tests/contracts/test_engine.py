"""Promises of the engines that need no server, and what the embedded one promises beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine, EngineBusy, EngineUnavailable, NeverIndexed
from indexer.question.query import Query
from tests.contracts.engine_promises import EnginePromises
from tests.support.documents import document, fill, found, on_cards, table
from tests.support.memory_engine import MemoryEngine


def embedded(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder, table().digest)


class TestMemoryEngine(EnginePromises):
    """In memory, by definition."""

    @pytest.fixture
    def engine(self) -> Engine:
        return MemoryEngine(table().digest)


class TestEmbeddedEngine(EnginePromises):
    """In a folder, without a server."""

    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        return embedded(tmp_path / "index")


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    fill(embedded(tmp_path), document("a", "زينب"))
    with embedded(tmp_path).resume():
        for ask in (embedded(tmp_path).resume, embedded(tmp_path).begin):
            with pytest.raises(EngineBusy, match="another process"):
                ask()

    assert found(embedded(tmp_path), "زينب") == ["a"]


def test_a_reader_that_was_open_before_follows_commits_and_swaps(tmp_path: Path) -> None:
    reader = embedded(tmp_path)
    fill(embedded(tmp_path), document("a", "زينب"))
    first = found(reader, "زينب")
    with embedded(tmp_path).resume() as writing:
        writing.add(on_cards(document("b", "زينب")))
        writing.commit(2)
    second = found(reader, "زينب")
    fill(embedded(tmp_path), document("c", "زينب"), position=3)

    assert (first, second, found(reader, "زينب")) == (["a"], ["a", "b"], ["c"])
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["g000002"]


FOOTER = 200
"""More bytes than the footer of a segment file has."""


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text().strip()


@pytest.mark.parametrize("suffix", ["meta.json", ".store", ".term", ".fast", ".idx"])
@pytest.mark.parametrize("harm", ["empty", "half", "flipped", "inside", "gone"])
def test_a_damaged_index_is_unavailable_and_names_the_remedy(tmp_path: Path, suffix: str, harm: str) -> None:
    fill(embedded(tmp_path), *(document(f"n{number}", "زينب محمد") for number in range(50)))
    victim = next(path for path in generation(tmp_path).iterdir() if path.name.endswith(suffix))
    content = victim.read_bytes()
    flipped = bytes(byte ^ 0xFF for byte in content)
    # With its footer whole the file passes for sound until it is read: then the library panics.
    inside = flipped[:-FOOTER] + content[-FOOTER:]
    harmed = {"empty": b"", "half": content[: len(content) // 2], "flipped": flipped, "inside": inside}
    victim.unlink()
    if harm in harmed:
        victim.write_bytes(harmed[harm])

    with pytest.raises(EngineUnavailable, match="khizana reindex"):
        embedded(tmp_path).search(Query())


def test_a_generation_that_is_left_takes_no_room(tmp_path: Path) -> None:
    fill(embedded(tmp_path), document("a", "زينب"))
    with embedded(tmp_path).begin() as writing:
        writing.add(on_cards(document("b", "زينب")))

    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["g000001"]


def test_an_index_is_built_again_over_a_damaged_one(tmp_path: Path) -> None:
    fill(embedded(tmp_path), document("a", "زينب"))
    (generation(tmp_path) / "meta.json").write_bytes(b"{")
    fill(embedded(tmp_path), document("b", "زينب"))

    assert found(embedded(tmp_path), "زينب") == ["b"]


@pytest.mark.parametrize("pointer", ["", "g000009\n", "../elsewhere", "\x00", "é"])
def test_a_pointer_that_names_nothing_is_no_index(tmp_path: Path, pointer: str) -> None:
    fill(embedded(tmp_path), document("a", "زينب"))
    (tmp_path / "current").write_text(pointer)

    with pytest.raises(NeverIndexed, match="khizana reindex"):
        embedded(tmp_path).position()
