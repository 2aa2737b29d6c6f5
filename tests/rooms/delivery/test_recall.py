"""What was measured before is not decoded again, and the bytes are never taken on trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.delivery.facts.batch import Batch, FileFacts, Size
from archive.delivery.facts.page_facts import ImageFacts, PdfFacts, Resolution
from archive.delivery.facts.written_facts import facts_in, written
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.kept_facts import CacheUnusable, KeptFacts, software
from archive.delivery.receive import receive
from archive.model.digest import Digest
from khizana.service.intake.delivery_template import write_template
from tests.support.mutate import flip

IMAGE = "registers/births-1987/images/0003.tif"


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    write_template(tmp_path / "delivery")
    return tmp_path / "delivery"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def measure(delivery: Path, cache: Path | None = None, version: str = "one") -> Batch:
    if cache is None:
        return receive(FolderSource(delivery), workers=1)
    memory = KeptFacts(cache, version)
    try:
        return receive(FolderSource(delivery), workers=1, memory=memory)
    finally:
        memory.close()


def kept(cache: Path) -> Path:
    (found,) = cache.iterdir()
    return found


def mark(cache: Path) -> None:
    """Write another PRONOM identifier into what is remembered, so that a remembered fact can be told from a measured one."""
    lines = [json.loads(line) for line in kept(cache).read_text("utf-8").splitlines() if line]
    for line in lines:
        line["facts"]["puid"] = "x-remembered"
    kept(cache).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def marked(batch: Batch) -> set[str]:
    return {path for path, facts in batch.files.items() if facts.puid == "x-remembered"}


def test_what_is_remembered_is_what_was_measured(delivery: Path, cache: Path) -> None:
    fresh = measure(delivery)
    measure(delivery, cache)

    assert measure(delivery, cache) == fresh


def test_what_is_remembered_is_not_decoded_again(delivery: Path, cache: Path) -> None:
    measure(delivery, cache)
    mark(cache)
    batch = measure(delivery, cache)

    assert marked(batch) == set(batch.files)


def test_bytes_that_changed_are_measured_again_whatever_size_and_time_say(delivery: Path, cache: Path) -> None:
    measure(delivery, cache)
    mark(cache)
    flip(delivery / IMAGE)
    batch = measure(delivery, cache)

    assert set(batch.files) - marked(batch) == {IMAGE}
    assert batch.files[IMAGE].digest == Digest.of((delivery / IMAGE).read_bytes())


def test_damage_is_never_remembered(delivery: Path, cache: Path) -> None:
    image = delivery / IMAGE
    image.write_bytes(image.read_bytes()[:-900])
    damaged = measure(delivery, cache).files[IMAGE]

    assert damaged.damage is not None
    assert IMAGE not in kept(cache).read_text("utf-8")


def test_damage_that_someone_wrote_into_the_cache_is_passed_over(delivery: Path, cache: Path) -> None:
    measure(delivery, cache)
    text = kept(cache).read_text("utf-8").replace('"damage":null', '"damage":{"code":"TRUNCATED","detail":""}')
    kept(cache).write_text(text, encoding="utf-8")
    batch = measure(delivery, cache)

    assert {facts.damage for facts in batch.files.values()} == {None}


def test_a_line_that_was_cut_is_passed_over_and_the_next_one_is_whole(delivery: Path, cache: Path) -> None:
    measure(delivery, cache)
    content = kept(cache).read_bytes()
    kept(cache).write_bytes(content[: content.rindex(b"{") - 40])
    measure(delivery, cache)
    whole = [line for line in kept(cache).read_text("utf-8").splitlines() if line.endswith("}}")]
    kept(cache).write_text("\n".join(whole) + "\n", encoding="utf-8")
    mark(cache)
    batch = measure(delivery, cache)

    assert marked(batch) == set(batch.files)


def test_another_version_of_the_software_measures_again(delivery: Path, cache: Path) -> None:
    measure(delivery, cache, "one")
    mark(cache)
    batch = measure(delivery, cache, "two")

    assert marked(batch) == set()


def test_a_cache_that_others_can_write_is_refused(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o777)

    with pytest.raises(CacheUnusable, match="chmod go-w"):
        KeptFacts(cache, software())


def test_every_kind_of_fact_can_be_written_and_read_back() -> None:
    resolution = Resolution("tiff", 300, 299.5, "inch")
    image = ImageFacts("grey", 2, 1, (resolution,), 3, None, 4.25)
    leaves = (Size(3, 4), Size(5, 6))
    facts = FileFacts("a.tif", 7, Digest.of(b"a"), "image/tiff", "fmt/353", leaves, image=image, pdf=PdfFacts("2b"))

    assert facts_in(json.loads(json.dumps(written(facts)))) == facts


def test_facts_with_another_shape_are_refused() -> None:
    value = json.loads(json.dumps(written(FileFacts("a.tif", 7, Digest.of(b"a"), "image/tiff"))))

    for spoil in ({"size": "7"}, {"leaves": [{"width": 1}]}, {"more": 1}):
        with pytest.raises(ValueError):
            facts_in({**value, **spoil})
