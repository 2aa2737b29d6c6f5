"""Each defect is really there, the truth beside the delivery names it, and so does who must find it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from archive.check.examine import examine
from archive.check.reference import Nothing, Reference
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import DeliveredAct
from archive.delivery.folder import FolderSource
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.receive import receive
from archive.published import countries, schemas
from register_maker.errors import CannotMake
from register_maker.maker import make

ON_PAPER = ("MISSING_ACT", "MISSING_PAGE", "DUPLICATE_NUMBER")


def planted(folder: Path, *codes: str, registers: int = 4, **more: Any) -> list[dict[str, Any]]:
    made = make(folder, acts=40, seed=21, registers=registers, images=False, defects=codes, **more)
    assert made.planted == tuple(entry["code"] for entry in json.loads(made.truth.read_bytes())["defects"])
    found: list[dict[str, Any]] = json.loads(made.truth.read_bytes())["defects"]
    return found


def verdict(folder: Path) -> Verdict:
    source = FolderSource(folder)
    batch = receive(source, workers=1)
    return examine(batch, lambda register: acts_of(source, register), Reference(schemas(), countries(), Nothing()))


def said(folder: Path) -> set[tuple[str, str]]:
    return {(finding.code, finding.place) for finding in verdict(folder).findings}


def register_of(folder: Path, truth: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """The description of the register that a truth names, and the numbers of its acts."""
    source = FolderSource(folder)
    path = f"registers/{truth['register']}/register.json"
    register = next(one for one in receive(source, workers=1).registers if one.path == path)
    acts = [act for act in acts_of(source, register) if isinstance(act, DeliveredAct)]
    return json.loads((folder / path).read_bytes()), [int(str(act.content["number"])) for act in acts]


def test_a_missing_act_is_still_counted_by_the_closing_statement(tmp_path: Path) -> None:
    (truth,) = planted(tmp_path / "lot", "MISSING_ACT")
    description, numbers = register_of(tmp_path / "lot", truth)
    first, last = (description["closing"][name]["value"] for name in ("first_number", "last_number"))

    assert set(range(first, last + 1)) - set(numbers) == {truth["number"]}
    assert description["closing"]["acts"]["value"] == len(numbers) + 1
    assert truth["place"].endswith(f"_{truth['number']:04d}")
    assert {code for code, _ in said(tmp_path / "lot")} == {"NUMBER_GAP"}


def test_a_missing_page_is_certified_but_not_imaged(tmp_path: Path) -> None:
    (truth,) = planted(tmp_path / "lot", "MISSING_PAGE")
    description, numbers = register_of(tmp_path / "lot", truth)
    pages = {page for view in description["views"] for page in view["pages"]}
    closing = description["closing"]

    assert set(range(1, description["opening"]["pages_certified"]["value"] + 1)) - pages == {truth["page"]}
    assert closing["acts"]["value"] - len(numbers) == len(truth["numbers"])
    assert set(truth["numbers"]).isdisjoint(numbers)
    assert {code for code, _ in said(tmp_path / "lot")} == {"NUMBER_GAP", "PAGES_MISSING"}


def test_a_repeated_number_is_found_where_the_truth_says(tmp_path: Path) -> None:
    (truth,) = planted(tmp_path / "lot", "DUPLICATE_NUMBER")
    description, numbers = register_of(tmp_path / "lot", truth)

    assert numbers.count(truth["number"]) == 2
    assert len(set(numbers)) == len(numbers) - 1
    assert description["closing"]["acts"]["value"] == len(numbers)
    assert said(tmp_path / "lot") == {("DUPLICATE_NUMBER", truth["place"])}


def test_a_repeated_number_in_a_table_is_found_on_its_row(tmp_path: Path) -> None:
    truths = planted(tmp_path / "lot", "DUPLICATE_NUMBER", "DUPLICATE_NUMBER", "DUPLICATE_NUMBER")

    assert any(truth["place"].partition("#")[0].endswith(".csv") for truth in truths)
    assert said(tmp_path / "lot") == {("DUPLICATE_NUMBER", truth["place"]) for truth in truths}


@pytest.mark.parametrize("form", ["tiff-g4", "tiff-jpeg", "jpeg"])
def test_a_cut_image_agrees_with_its_manifest(form: str, tmp_path: Path) -> None:
    folder = tmp_path / "lot"
    made = make(folder, acts=2, seed=22, registers=1, scale=0.3, formats=(form,), defects=("TRUNCATED",))
    (truth,) = json.loads(made.truth.read_bytes())["defects"]
    content = (folder / truth["place"]).read_bytes()
    listed = {entry["path"]: entry for entry in json.loads((folder / "manifest.json").read_bytes())["files"]}

    assert listed[truth["place"]]["sha256"] == hashlib.sha256(content).hexdigest()
    assert len(content) == truth["size"] == truth["whole"] // 2
    assert said(folder) == {("TRUNCATED", truth["place"])}


def test_a_changed_byte_is_found_by_its_digest_alone(tmp_path: Path) -> None:
    folder = tmp_path / "lot"
    made = make(
        folder, acts=4, seed=23, registers=2, scale=0.3, formats=("tiff-g4", "jpeg"), defects=("CHECKSUM_MISMATCH",)
    )
    (truth,) = json.loads(made.truth.read_bytes())["defects"]

    assert said(folder) == {("CHECKSUM_MISMATCH", truth["place"])}


def test_the_first_five_defects_can_be_planted_together(tmp_path: Path) -> None:
    five = ("MISSING_ACT", "MISSING_PAGE", "DUPLICATE_NUMBER", "TRUNCATED", "CHECKSUM_MISMATCH")
    truths = planted(tmp_path / "lot", *five, registers=8)
    on_paper = [truth["register"] for truth in truths if truth["code"] in ON_PAPER]
    found = said(tmp_path / "lot")

    assert sorted(truth["code"] for truth in truths) == sorted(five)
    assert len(set(on_paper)) == len(on_paper)
    assert {(one["code"], one["place"]) for one in truths if one["found_by"] == "check"} <= found


def test_no_two_defects_of_the_paper_share_a_register(tmp_path: Path) -> None:
    truths = planted(tmp_path / "lot", "MISSING_ACT", "MISSING_ACT", "DUPLICATE_NUMBER", registers=8)

    assert len({truth["register"] for truth in truths}) == 3


def test_the_truth_lies_outside_the_delivery(tmp_path: Path) -> None:
    planted(tmp_path / "lot", "MISSING_ACT")
    names = {path.name for path in tmp_path.iterdir()}

    assert names == {"lot", "lot.truth.json"}
    assert not list((tmp_path / "lot").rglob("*truth*"))


def test_an_unknown_defect_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match=r"'TORN'.*MISSING_ACT"):
        make(tmp_path / "lot", acts=4, seed=1, defects=("TORN",), images=False)

    assert not (tmp_path / "lot").exists()


def test_a_defect_without_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="no register is left for MISSING_PAGE"):
        make(tmp_path / "lot", acts=3, seed=1, registers=1, defects=("MISSING_PAGE",), images=False)


def test_a_pdf_alone_has_no_image_to_cut(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="other formats"):
        make(tmp_path / "lot", acts=2, seed=1, registers=1, formats=("pdf",), defects=("TRUNCATED",))


def test_nothing_is_written_into_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    with pytest.raises(CannotMake, match="is not empty"):
        make(tmp_path, acts=4, seed=1, registers=1, images=False)

    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_fewer_acts_than_registers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="3 acts do not fill 4 registers"):
        make(tmp_path / "lot", acts=3, seed=1, registers=4, images=False)
