"""What the maker makes of different seeds can be kept in one archive; office, province and lot can be chosen."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from register_maker.errors import CannotMake
from register_maker.maker import make
from register_maker.volumes.plan import plan
from register_maker.words.offices import Province
from tests.support.cli import khizana

SEEDS = (1, 2, 3, 4, 1915)


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_bytes())


def test_no_two_seeds_make_the_same_register() -> None:
    made = {
        seed: {one.name for one in plan(Province.load(seed=seed), acts=90, seed=seed, registers=45)}
        for seed in range(1, 60)
    }

    assert [pair for pair in combinations(made, 2) if made[pair[0]] & made[pair[1]]] == []


def test_deliveries_of_several_seeds_come_into_one_archive(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    khizana("init", archive)
    for seed in SEEDS:
        khizana("demo", "make", tmp_path / str(seed), "--seed", seed, "--acts", 27, "--registers", 27, "--no-images")
    taken = [khizana("ingest", tmp_path / str(seed), "--archive", archive, "--json") for seed in SEEDS]

    assert [(one.code, one.json["accepted"], one.json["findings"]) for one in taken] == [(0, True, [])] * len(SEEDS)
    assert khizana("status", "--archive", archive, "--json").json["held"]["packages"] == 27 * len(SEEDS)


@pytest.mark.parametrize(
    ("province", "code", "name"),
    [("06.141", "06.141", "Casablanca"), ("Tiznit", "09.581", "Tiznit"), ("فاس", "03.231", "Fès")],
)
def test_a_province_is_chosen_by_code_or_name_in_either_script(
    tmp_path: Path, province: str, code: str, name: str
) -> None:
    made = make(tmp_path / "made", acts=9, seed=3, registers=9, images=False, province=province)
    offices = read(made.directory, "offices.json")["offices"]

    assert {one["within"][0]["code"] for one in offices} == {code}
    assert {one["within"][0]["name"]["fr"] for one in offices} == {name}
    assert "Sefrou" not in (made.directory / "offices.json").read_text("utf-8")


def test_an_office_is_chosen_by_its_commune_or_by_its_whole_code(tmp_path: Path) -> None:
    by_commune = make(tmp_path / "a", acts=9, seed=3, registers=9, images=False, offices=("09.581.01.05",))
    by_code = make(
        tmp_path / "b", acts=9, seed=3, registers=9, images=False, offices=("09.581.01.05-4", "09.581.03.01")
    )

    assert {Path(one).name.split("_")[1] for one in registers(by_commune.directory)} == {"09.581.01.05-5"}
    assert {Path(one).name.split("_")[1] for one in registers(by_code.directory)} == {
        "09.581.01.05-4",
        "09.581.03.01-5",
    }


def registers(folder: Path) -> list[str]:
    return [str(Path(one["description"]).parent) for one in read(folder, "manifest.json")["registers"]]


def test_the_lot_is_the_one_that_was_named(tmp_path: Path) -> None:
    made = make(tmp_path / "made", acts=2, seed=3, registers=2, images=False, lot="lot-4")

    assert read(made.directory, "manifest.json")["lot"] == "lot-4"
    assert (
        read(made.directory, "manifest.json")["delivery"]
        != make(tmp_path / "other", acts=2, seed=3, registers=2, images=False, lot="lot-5").delivery
    )


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"province": "Atlantis"}, "there is no province Atlantis"),
        ({"province": "Sefru"}, "such as .*Sefrou"),
        ({"offices": ("09.581.99.99",)}, "there is no office 09.581.99.99"),
        ({"offices": ("09.581.01.05-0",)}, "there is no office 09.581.01.05-0"),
        ({"province": "Sefrou", "offices": ("09.581.01.05",)}, "09.581.01.05 is not in the province 03.451"),
        ({"offices": ("09.581.01.05", "03.451.01.09")}, "03.451.01.09 is not in the province 09.581"),
        ({"lot": "Lot 4"}, "the lot 'Lot 4'"),
        ({"seed": 0}, "the seed 0"),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_nothing_is_written(
    tmp_path: Path, chosen: dict[str, Any], said: str
) -> None:
    with pytest.raises(CannotMake, match=said):
        make(tmp_path / "made", **{"acts": 2, "seed": 3, "registers": 2, "images": False, **chosen})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "word"), [("ar", "إقليم"), ("fr", "province"), ("en", "there is no province")])
def test_a_wrong_choice_is_said_in_each_language(tmp_path: Path, language: str, word: str) -> None:
    called = khizana("demo", "make", tmp_path / "made", "--province", "Atlantis", "--lang", language)

    assert (called.code, word in called.err) == (2, True), called.err
