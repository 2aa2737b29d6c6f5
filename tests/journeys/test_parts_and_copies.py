"""What the paper repeats is taken in whatever the order of deliveries, and an act has one identifier in every copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.deliveries import Delivery
from tests.support.other_births import births, drawn_anew, with_second

SERIES = "ma_01.511.01.03-1_dahir1950_birth_1987"
pytestmark = pytest.mark.xdist_group("parts and copies")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    assert khizana("init", tmp_path / "archive", "--name", "parts").code == 0
    return tmp_path / "archive"


def take_in(archive: Path, delivery: Delivery) -> None:
    answered = khizana("ingest", delivery.root, "--archive", archive, "--json")
    assert answered.code == 0, answered.out


def identifiers(archive: Path, part: int, copy: str = "office") -> list[str]:
    acts = open_archive(archive).reading.acts(f"{SERIES}_p{part}_{copy}-v1")
    return [str(act["id"]).removeprefix(f"{SERIES}_") for act in acts]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_part_that_comes_later_gets_the_second_identifier(
    archive: Path, tmp_path: Path, order: tuple[int, int]
) -> None:
    first, second = order
    for part in order:
        take_in(archive, drawn_anew(births(tmp_path / f"part-{part}", f"part-{part}", part=part, parts=2), mark=part))
    numbers = identifiers(archive, first)

    assert "0002" in numbers
    assert identifiers(archive, second) == [f"{one}~2" for one in numbers]
    for identifier, part in ((f"{SERIES}_0002", first), (f"{SERIES}_0002~2", second)):
        shown = khizana("show", identifier, "--archive", archive, "--json")
        assert [one["register"] for one in shown.json["copies"]] == [f"{SERIES}_p{part}_office"]


def test_parts_that_come_together_never_share_an_identifier_and_their_copies_have_the_same(
    archive: Path, tmp_path: Path
) -> None:
    take_in(archive, with_second(births(tmp_path / "office", "office-1", parts=2), part=2, parts=2))
    court = drawn_anew(births(tmp_path / "court", "court-1", part=2, parts=2, copy="court"), mark=2)
    take_in(archive, court)
    take_in(archive, drawn_anew(births(tmp_path / "later", "court-2", part=1, parts=2, copy="court"), mark=3))

    assert set(identifiers(archive, 1)) & set(identifiers(archive, 2)) == set()
    assert identifiers(archive, 2, "court") == identifiers(archive, 2)
    assert identifiers(archive, 1, "court") == identifiers(archive, 1)


def test_both_copies_of_an_act_are_shown_the_offices_first(archive: Path, tmp_path: Path) -> None:
    take_in(archive, drawn_anew(births(tmp_path / "court", "court-1", copy="court"), mark=1))
    take_in(archive, births(tmp_path / "office", "office-1"))
    take_in(archive, drawn_anew(births(tmp_path / "third", "third-1", copy="third"), mark=2))
    shown = khizana("show", f"{SERIES}_0002", "--archive", archive, "--json")

    assert [one["copy"] for one in shown.json["copies"]] == ["office", "court", "third"]
