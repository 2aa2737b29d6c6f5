"""What a register becomes: which files, under which names, in which order."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from archive.delivery.facts.batch import DeliveredView
from archive.package.input.file_layout import MaterialIncomplete
from archive.package.planning import plan
from tests.rooms.package.made_cases import (
    CASES,
    nil,
    second_version,
    with_jpeg,
    with_pages_only,
    with_pdf_of_pages,
    with_repeated_number,
    with_tiff,
    without_regions,
)
from tests.rooms.package.made_material import NAME, Made, act, make, region, tiff, written

SCHEMAS = Path(__file__).parents[3] / "schemas"


def validator(name: str) -> Draft202012Validator:
    """The validator of one of the project's schemas, which name each other by URN."""
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.glob("*.schema.json")]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas
    )
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.schema.json").read_text()), registry=registry)


def files(package: Path) -> list[str]:
    return sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file())


def document(package: Path, inside: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((package / inside).read_text())
    return found


def acts(package: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in (package / "representations/acts/data/acts.jsonl").read_text().splitlines()]


def test_names_images_by_the_order_of_their_views(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)

    assert files(package) == [
        "METS.xml",
        "metadata/descriptive/facts.json",
        "metadata/descriptive/register.json",
        "metadata/preservation/premis.xml",
        "representations/acts/data/acts.jsonl",
        "representations/master/data/0001.tif",
        "representations/master/data/0002.tif",
        "representations/submission/data/acts.jsonl",
        "representations/submission/data/manifest-extract.json",
        "representations/submission/data/register.json",
    ]


def test_a_pdf_is_one_file_that_its_views_share(tmp_path: Path) -> None:
    package = written(with_pdf_of_pages(), tmp_path)
    views = document(package, "metadata/descriptive/register.json")["views"]

    assert [(view["view"], view["file"], view["leaf"]) for view in views] == [
        ("v0001", "0001.tif", 1),
        ("v0002", "0002.pdf", 1),
        ("v0003", "0002.pdf", 2),
        ("v0004", "0002.pdf", 3),
        ("v0005", "0005.tif", 1),
    ]


def test_a_transcription_is_named_like_the_master_that_it_transcribes(tmp_path: Path) -> None:
    package = written(with_pages_only(), tmp_path)

    assert "line b" in (package / "representations/transcription/data/0002.xml").read_text()
    assert not (package / "representations/acts").exists()


def test_keeps_delivered_files_bit_for_bit() -> None:
    made = with_jpeg()

    assert {copied.source: copied.entry.digest for copied in made.plan.copies} == {
        path: facts.digest for path, facts in made.material.files.items()
    }


def test_writes_premis_and_mets_after_everything_that_they_describe() -> None:
    order = [document.path.rpartition("/")[2] for document in with_tiff().plan.documents]

    assert order == ["acts.jsonl", "register.json", "facts.json", "manifest-extract.json", "premis.xml", "METS.xml"]


def test_the_same_material_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(with_pdf_of_pages(), tmp_path / name).parents[1] for name in ("first", "second"))

    assert (first / "tagmanifest-sha256.txt").read_bytes() == (second / "tagmanifest-sha256.txt").read_bytes()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_kept_documents_follow_their_schemas(case: Callable[[], Made], tmp_path: Path) -> None:
    package = written(case(), tmp_path)

    validator("kept-register").validate(document(package, "metadata/descriptive/register.json"))
    validator("facts").validate(document(package, "metadata/descriptive/facts.json"))
    if (package / "representations/acts").exists():
        for one in acts(package):
            validator("act").validate(one)


@pytest.mark.parametrize("lot", [None, "lot-5"])
def test_keeps_the_lot_that_the_manifest_names(lot: str | None, tmp_path: Path) -> None:
    made = with_tiff()
    content = {**made.material.manifest.content, **({} if lot is None else {"lot": lot})}
    manifest = replace(made.material.manifest, content=content)
    package = written(replace(made, material=replace(made.material, manifest=manifest)), tmp_path)
    kept = document(package, "metadata/descriptive/register.json")

    validator("kept-register").validate(kept)
    assert kept["delivery"].get("lot") == lot


def test_gives_each_paper_act_with_the_same_number_an_identifier_of_its_own(tmp_path: Path) -> None:
    package = written(with_repeated_number(), tmp_path)

    assert [one["id"].rpartition("_")[2] for one in acts(package)] == ["0007", "0007~2", "0007~3"]


def test_an_act_with_a_suffix_does_not_repeat_the_number(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)

    assert [one["id"].rpartition("_")[2] for one in acts(package)] == ["0001", "0002", "0002-bis"]


def test_keeps_the_description_as_delivered_without_its_views(tmp_path: Path) -> None:
    made = with_tiff()
    kept = document(written(made, tmp_path), "metadata/descriptive/register.json")["register"]

    assert {**kept, "views": made.material.delivered.description["views"]} == made.material.delivered.description
    assert "views" not in kept


def test_regions_of_acts_and_mentions_name_stored_images(tmp_path: Path) -> None:
    made = with_tiff()
    package = written(made, tmp_path)
    views = {view["view"]: view["sha256"] for view in document(package, "metadata/descriptive/register.json")["views"]}
    second = acts(package)[1]

    assert second["regions"] == [
        {"package": package.name, "view": "v0001", "sha256": views["v0001"], "boxes": [[0, 40, 60, 40]]},
        {
            "package": package.name,
            "view": "v0002",
            "sha256": views["v0002"],
            "boxes": [[0, 0, 30, 10], [30, 0, 30, 10]],
        },
    ]
    assert second["mentions"][0]["regions"] == [
        {"package": package.name, "view": "v0001", "sha256": views["v0001"], "boxes": [[40, 0, 20, 20]]}
    ]


def test_condenses_what_the_register_states_and_holds(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    facts = document(package, "metadata/descriptive/facts.json")

    assert facts == {
        "schema": "facts/1",
        "register": "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office",
        "package": "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office-v1",
        "acts": "keyed",
        "nil": False,
        "parts": 1,
        "stated": {"pages_certified": 4, "first_number": 1, "last_number": 4, "acts": None},
        "pages": [[1, 2]],
        "repeated_pages": {},
        "missing_pages": {},
        "numbers": [[1, 2]],
        "repeated_numbers": {},
        "suffixed": ["2-bis"],
        "missing_acts": {},
        "counts": {"views": 2, "acts": 3, "mentions": 1},
    }


def test_counts_repeated_numbers_and_pages(tmp_path: Path) -> None:
    views = [DeliveredView("a.tif", 1, "acts", (1, 2)), DeliveredView("b.tif", 1, "acts", (2, 3))]
    made = make(
        {"a.tif": tiff(10), "b.tif": tiff(20)},
        [act(number, []) for number in (5, 5, 9, 5)],
        views=views,
        missing_acts=[{"number": 7, "reason": "torn"}],
    )
    facts = document(written(made, tmp_path), "metadata/descriptive/facts.json")

    assert (facts["pages"], facts["repeated_pages"]) == ([[1, 3]], {"2": 2})
    assert (facts["numbers"], facts["repeated_numbers"]) == ([[5, 5], [9, 9]], {"5": 3})
    assert facts["missing_acts"] == {"7": "torn"}


def test_a_suffixed_act_does_not_stand_for_the_number_that_is_missing(tmp_path: Path) -> None:
    made = make({"a.tif": tiff(10)}, [act(12, [], suffix="bis")])

    assert document(written(made, tmp_path), "metadata/descriptive/facts.json")["numbers"] == []


def test_a_nil_register_has_an_empty_table_of_acts(tmp_path: Path) -> None:
    package = written(nil(), tmp_path)

    assert (package / "representations/acts/data/acts.jsonl").read_bytes() == b""
    assert document(package, "metadata/descriptive/facts.json")["nil"] is True


def test_an_act_without_regions_keeps_its_division(tmp_path: Path) -> None:
    package = written(without_regions(), tmp_path)

    assert 'ID="IDact-ma_01.511.01.03-1_dahir1950_birth_1987_0001"' in (package / "METS.xml").read_text()


def test_the_manifest_extract_tells_of_this_register_alone(tmp_path: Path) -> None:
    made = with_tiff()
    package = written(made, tmp_path)
    extract = document(package, "representations/submission/data/manifest-extract.json")

    assert [one["path"] for one in extract["files"]] == sorted(made.sources)
    assert extract["register"]["description"] == "registers/r 1/register.json"
    assert not {"files", "registers"} & set(extract["head"])
    assert extract["manifest"] == str(made.material.manifest.digest)


def test_a_version_names_its_predecessor_and_pins_it(tmp_path: Path) -> None:
    made = second_version()
    assert made.material.predecessor is not None
    pinned = {
        "package": made.material.predecessor.package,
        "tagmanifest": str(made.material.predecessor.tagmanifest),
    }

    package = written(made, tmp_path)

    assert package.name.endswith("-v2")
    assert document(package, "metadata/descriptive/register.json")["predecessor"] == pinned


@pytest.mark.parametrize("document_name", ["METS.xml", "metadata/preservation/premis.xml"])
def test_no_personal_name_stands_in_the_metadata(document_name: str, tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)
    content = (package / document_name).read_text()

    assert NAME in (package / "representations/acts/data/acts.jsonl").read_text()
    assert NAME not in content
    assert "زبيدة" not in content
    assert "Mernissi" not in content


def test_premis_keeps_the_name_that_a_file_was_delivered_under(tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path)

    assert (
        "<originalName>registers/r 1/الصفحة 1.tif</originalName>"
        in (package / "metadata/preservation/premis.xml").read_text()
    )


def test_a_delivered_name_that_xml_cannot_hold_is_percent_encoded(tmp_path: Path) -> None:
    package = written(make({"page\ufffe.tif": tiff(10)}, None), tmp_path)

    assert "page%EF%BF%BE.tif" in (package / "metadata/preservation/premis.xml").read_text()


@pytest.mark.parametrize(
    ("files_", "acts_", "said"),
    [
        ({"a.tif": tiff(10)}, [act(1, [region("b.tif", (0, 0, 1, 1))])], "page 1 of b.tif"),
        ({"a.tif": tiff(10)}, [act(1, [region("a.tif", (0, 0, 1, 1), leaf=2)])], "page 2 of a.tif"),
    ],
)
def test_refuses_an_act_that_stands_on_no_view_before_anything_is_written(
    files_: dict[str, Any], acts_: list[dict[str, Any]], said: str
) -> None:
    with pytest.raises(MaterialIncomplete, match=said):
        plan(make(files_, acts_).material)


def test_refuses_a_view_of_a_page_that_the_file_does_not_have() -> None:
    made = make({"a.tif": tiff(10)}, None, views=[DeliveredView("a.tif", 2, "acts", (1,))])

    with pytest.raises(MaterialIncomplete, match=r"page 2 of a\.tif, which has 1"):
        plan(made.material)


def test_refuses_a_transcription_of_an_image_that_is_no_view() -> None:
    made = make({"a.tif": tiff(10)}, None, {"b.tif": b"<PcGts/>"})

    with pytest.raises(MaterialIncomplete, match=r"transcribes b\.tif"):
        plan(made.material)


def test_refuses_a_file_that_was_never_measured() -> None:
    made = with_tiff()

    with pytest.raises(MaterialIncomplete, match="never measured"):
        plan(replace(made.material, files={}))


def test_refuses_a_time_that_could_be_any_time() -> None:
    made = with_tiff()

    with pytest.raises(ValueError, match="offset"):
        plan(replace(made.material, packaged=datetime.fromisoformat("2026-01-02")))
