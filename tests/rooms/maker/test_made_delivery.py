"""A made delivery is right: by its schemas, its own counts and statements, and the archive's own check."""

from __future__ import annotations

import filecmp
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.check.examine import examine
from archive.check.reference import Nothing, Reference
from archive.check.schemas import Schemas
from archive.delivery.folder import FolderSource
from archive.delivery.keyed_tables.acts import acts_of
from archive.model.dates.calendar import Hijri, to_gregorian
from archive.model.records.keyed import integer_of
from archive.model.records.register import statements
from archive.model.records.view import Box
from archive.published import countries, schemas
from register_maker.maker import make
from tests.rooms.maker.conftest import DRAWN_SEED, Received, drawn_delivery

SCHEMAS = "urn:khizana:schema"


@pytest.fixture(params=["drawn", "wide"])
def received(request: pytest.FixtureRequest) -> Received:
    found: Received = request.getfixturevalue(request.param)
    return found


def registers(received: Received) -> list[dict[str, Any]]:
    return [json.loads((received.root / one.path).read_bytes()) for one in received.batch.registers]


def test_is_accepted_without_any_finding(received: Received) -> None:
    source = FolderSource(received.root)
    verdict = examine(
        received.batch, lambda register: acts_of(source, register), Reference(schemas(), countries(), Nothing())
    )

    assert (verdict.findings, verdict.accepted) == ((), True)


def test_follows_the_published_schemas(received: Received) -> None:
    published = Schemas(schemas())
    broken = [
        (name, violation)
        for name, path in (("delivery", "manifest.json"), ("offices", "offices.json"))
        for violation in published.violations(f"{SCHEMAS}:{name}:1", json.loads((received.root / path).read_bytes()))
    ]
    broken += [
        ("register", v) for one in registers(received) for v in published.violations(f"{SCHEMAS}:register:1", one)
    ]
    for register in received.batch.registers:
        for act in received.acts(register):
            broken += [("act", v) for v in published.violations(f"{SCHEMAS}:delivered-act:1", act)]

    assert broken == []


def test_closing_statements_agree_with_the_acts(received: Received) -> None:
    for register in received.batch.registers:
        stated = statements(register.description)
        numbers = [act["number"] for act in received.acts(register)]

        assert numbers == list(range(stated.first_number or 0, (stated.last_number or 0) + 1))
        assert stated.acts == len(numbers) == register.declared["acts"]


def test_opening_statements_agree_with_the_pages(received: Received) -> None:
    for register in received.batch.registers:
        pages = [page for view in register.views for page in view.pages]

        assert pages == list(range(1, (statements(register.description).pages_certified or 0) + 1))
        assert (len(pages), len(register.views)) == (register.declared["pages"], register.declared["views"])


def test_declares_as_many_blank_pages_as_there_are(wide: Received) -> None:
    declared = [
        (integer_of(one["closing"]["blank_pages"]), [v["kind"] for v in one["views"]]) for one in registers(wide)
    ]

    assert all(count == kinds.count("blank") for count, kinds in declared)
    assert any(count for count, _ in declared)


def test_a_second_part_goes_on_where_the_first_ended(wide: Received) -> None:
    parts = [one for one in registers(wide) if one["parts"] == 2]
    first, second = parts[0], parts[1]

    assert (first["part"], second["part"]) == (1, 2)
    assert second["closing"]["first_number"]["value"] == first["closing"]["last_number"]["value"] + 1


def test_every_box_lies_inside_its_image(received: Received) -> None:
    for register in received.batch.registers:
        for act in received.acts(register):
            for region in [*act["regions"], *(r for m in act.get("mentions", []) for r in m["regions"])]:
                size = received.batch.files[region["file"]].leaves[region.get("leaf", 1) - 1]

                assert all(Box.of(box).inside(size.width, size.height) for box in region["boxes"])


def test_boxes_of_two_acts_never_overlap(received: Received) -> None:
    for register in received.batch.registers:
        by_page: dict[tuple[str, int], list[Box]] = {}
        for act in received.acts(register):
            (region,) = act["regions"]
            by_page.setdefault((region["file"], region.get("leaf", 1)), []).extend(map(Box.of, region["boxes"]))

        assert {len(boxes) for boxes in by_page.values()} <= {1, 2}
        for upper, lower in (boxes for boxes in by_page.values() if len(boxes) == 2):
            assert upper.y + upper.height < lower.y


def test_mentions_stand_in_the_margin_of_their_act(wide: Received) -> None:
    inside = []
    for register in wide.batch.registers:
        for act in wide.acts(register):
            whole = Box.of(act["regions"][0]["boxes"][0])
            for mention in act.get("mentions", []):
                box = Box.of(mention["regions"][0]["boxes"][0])
                inside.append(whole.x <= box.x and whole.y <= box.y and box.y + box.height <= whole.y + whole.height)

    assert len(inside) > 20
    assert all(inside)


def test_both_calendars_agree_within_a_day(wide: Received) -> None:
    apart: Counter[int] = Counter()
    for register in wide.batch.registers:
        for act in wide.acts(register):
            for day in (act["drawn_up"], act["occurred"]["date"]):
                hijri = Hijri(*map(int, day["hijri"]["value"].split("-")))
                apart[(to_gregorian(hijri) - date.fromisoformat(day["gregorian"]["value"])).days] += 1

    assert set(apart) == {-1, 0, 1}


def test_acts_are_drawn_up_in_the_year_and_in_order(wide: Received) -> None:
    for register in wide.batch.registers:
        days = [act["drawn_up"]["gregorian"]["value"] for act in wide.acts(register)]

        assert days == sorted(days)
        assert {day[:4] for day in days} == {str(register.description["year"])}


def test_late_births_have_a_judgement(wide: Received) -> None:
    births = [act for one in wide.batch.registers for act in wide.acts(one) if act["event"] == "birth"]
    late = [act for act in births if act["basis"]["value"] == "judgement"]

    assert late
    assert all({"court", "number", "date"} == set(act["judgement"]) for act in late)
    assert all("judgement" not in act for act in births if act not in late)


def test_uses_every_reason_for_an_absence(wide: Received) -> None:
    text = "".join(json.dumps(act) for one in wide.batch.registers for act in wide.acts(one))

    missing = {
        why for why in ("on_paper", "illegible", "not_keyed", "not_applicable") if f'"absent": "{why}"' not in text
    }

    assert missing == set()


def test_a_death_and_a_birth_of_the_same_person_cite_each_other(wide: Received) -> None:
    acts = {}
    for register in wide.batch.registers:
        one = register.description
        series = f"ma_{one['office']}_{one['regime']}_{one['event']}_{one['year']}"
        acts |= {f"{series}_{act['number']:04d}": act for act in wide.acts(register)}
    linked = [(name, link["act"]) for name, act in acts.items() for link in act.get("linked_acts", [])]

    assert linked
    for death, birth in linked:
        dead, born = acts[death]["persons"][0], acts[birth]["persons"][0]
        (mention,) = [one for one in acts[birth]["mentions"] if one["kind"] == "death"]
        assert mention["links"] == [death]
        assert (dead["given"]["ar"]["value"], dead["sex"]) == (born["given"]["ar"]["value"], born["sex"])
        assert mention["event_date"]["gregorian"]["value"] == acts[death]["occurred"]["date"]["gregorian"]["value"]


def test_foreigners_registers_are_in_french_alone(wide: Received) -> None:
    kept = [one for one in wide.batch.registers if one.description["regime"] == "dahir1915"]
    text = "".join(json.dumps(act, ensure_ascii=False) for one in kept for act in wide.acts(one))

    assert {one.description["event"] for one in kept} == {"marriage", "divorce"}
    assert not any("؀" <= letter <= "ۿ" for letter in text)


def test_the_same_arguments_give_the_same_bytes(drawn: Received, tmp_path: Path) -> None:
    again = drawn_delivery(tmp_path / "again").directory
    names = sorted(path.relative_to(drawn.root).as_posix() for path in drawn.root.rglob("*") if path.is_file())
    same, different, unreadable = filecmp.cmpfiles(drawn.root, again, names, shallow=False)

    assert (different, unreadable, len(same)) == ([], [], len(names))


def test_another_seed_gives_another_delivery(tmp_path: Path) -> None:
    one, other = (make(tmp_path / str(seed), acts=6, seed=seed, registers=2, images=False) for seed in (1, 2))
    first, second = (json.loads((made.directory / "manifest.json").read_bytes()) for made in (one, other))

    assert first["delivery"] != second["delivery"]
    assert first["created"] != second["created"]
    assert {entry["sha256"] for entry in first["files"]} & {entry["sha256"] for entry in second["files"]} <= {
        entry["sha256"] for entry in first["files"] if entry["path"] == "offices.json"
    }


def test_tells_what_it_made(drawn: Received) -> None:
    manifest = json.loads((drawn.root / "manifest.json").read_bytes())
    made = drawn.made
    counts = {
        "registers": made.registers,
        "views": made.views,
        "pages": made.pages,
        "acts": made.acts,
        "files": made.files,
    }

    assert counts == manifest["counts"]
    assert (made.acts, made.registers) == (14, 5)
    assert json.loads(made.truth.read_bytes())["seed"] == DRAWN_SEED
