"""A delivery is received whole, whatever is wrong with it; what could not be read is a problem, never a silence."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.delivery.facts.batch import Problem, Size
from archive.delivery.folder import FolderSource
from archive.delivery.manifest import parse
from archive.delivery.port import DeliveryUnreadable
from archive.delivery.receive import receive
from archive.delivery.registers import offices, register
from archive.model.digest import Digest
from tests.support.deliveries import BIRTHS, Delivery

WORDS = ("path", "size", "sha256", "files", "registers", "counts", "views", "pages", "leaf", "offices", "code", "acts")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(string.printable, max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=6),
    max_leaves=25,
)


def test_everything_that_was_delivered_is_measured(delivery: Delivery) -> None:
    batch = delivery.receive()
    paths = {path.relative_to(delivery.root).as_posix() for path in delivery.root.rglob("*") if path.is_file()}

    assert set(batch.files) == paths
    assert batch.problems == ()
    assert all(facts.damage is None for facts in batch.files.values())
    assert batch.manifest is not None
    assert batch.manifest.digest == Digest.of((delivery.root / "manifest.json").read_bytes())
    assert {path: (facts.digest, facts.size) for path, facts in batch.files.items() if path != "manifest.json"} == (
        batch.manifest.files
    )


def test_a_double_page_is_one_view_of_two_pages(delivery: Delivery) -> None:
    batch = delivery.receive()
    births = next(one for one in batch.registers if one.path.startswith(BIRTHS))
    view = births.views[2]

    assert view.pages == (2, 3)
    assert batch.files[view.file].leaves == (Size(4960, 3508),)


def test_progress_counts_every_file_once(delivery: Delivery) -> None:
    told: list[tuple[int, int]] = []
    batch = receive(FolderSource(delivery.root), progress=lambda done, total: told.append((done, total)))

    assert told == [(done, len(batch.files)) for done in range(1, len(batch.files) + 1)]


def test_one_worker_and_many_find_the_same(delivery: Delivery) -> None:
    for name in ("0001", "0003"):
        delivery.spoil(f"{BIRTHS}images/{name}.tif")
    source = FolderSource(delivery.root)

    assert receive(source, workers=1) == receive(source, workers=7)


def test_a_file_that_cannot_be_read_is_a_problem_and_not_missing(delivery: Delivery) -> None:
    class Failing(FolderSource):
        """A disk with one bad block."""

        def open(self, path: str):  # type: ignore[no-untyped-def]
            if path.endswith("0001.tif"):
                raise DeliveryUnreadable("the disk does not answer")
            return super().open(path)

    batch = receive(Failing(delivery.root))

    assert Problem("UNREADABLE", f"{BIRTHS}images/0001.tif", "the disk does not answer") in batch.problems
    assert f"{BIRTHS}images/0001.tif" not in batch.files


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"\xff\xfe{}"])
def test_a_manifest_that_is_not_a_json_object_leaves_facts_and_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    batch = receive(FolderSource(tmp_path))

    assert batch.manifest is None
    assert [(one.code, one.place) for one in batch.problems] == [("JSON_INVALID", "manifest.json")]
    assert set(batch.files) == {"manifest.json"}


def test_a_folder_without_manifest_says_so(tmp_path: Path) -> None:
    assert [one.code for one in receive(FolderSource(tmp_path)).problems] == ["MANIFEST_MISSING"]


def test_a_manifest_says_which_path_it_lists_twice_or_must_not_list() -> None:
    listed = [{"path": path, "size": 1, "sha256": "0" * 64} for path in ("a", "a", "../b")]
    manifest, problems = parse(json.dumps({"files": listed}).encode())

    assert manifest is not None
    assert set(manifest.files) == {"a"}
    assert [(one.code, one.place) for one in problems] == [("MANIFEST_DUPLICATE", "a"), ("UNSAFE_PATH", "../b")]


def test_text_that_is_no_identifier_does_not_become_the_name_of_a_delivery() -> None:
    names = ("Lot 5 of Ahmed", "a\n", "../x", "a" * 81)
    parsed = [parse(json.dumps({"delivery": name}).encode())[0] for name in (*names, "lot5-2026.001")]

    assert [manifest.identifier for manifest in parsed if manifest] == ["", "", "", "", "lot5-2026.001"]


def test_an_office_code_that_stands_twice_is_a_problem() -> None:
    found, problems = offices("offices.json", {"offices": [{"code": "a"}, {"code": "b"}, {"code": "a"}]})

    assert set(found) == {"a", "b"}
    assert [(one.code, one.place) for one in problems] == [("OFFICE_TWICE", "offices.json#/offices/2")]


@settings(max_examples=200, deadline=None)
@given(written=JSON)
def test_no_json_whatever_its_shape_makes_the_readers_fail(written: object) -> None:
    manifest, _ = parse(json.dumps(written).encode())
    entries = manifest.registers if manifest else ()
    shape = written if isinstance(written, dict) else {}

    assert manifest is not None or not isinstance(written, dict)
    assert all(register(entry, shape).path is not None for entry in (*entries, shape))
    assert offices("o", shape) is not None
