"""Each finding is laid at the right door: a file, a register, a hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.delivery.facts.batch import Batch, DeliveredAct, DeliveredRegister, DeliveredView
from archive.model.finding import Finding, Severity
from archive.model.json import Json
from khizana.export.finding_location import Concern, Hand, concerns

ACTS = "r/acts.jsonl"
IMAGE = "r/1.tif"
REGISTER = DeliveredRegister(
    path="r/register.json",
    description={
        "office": "01.511.01.03-1",
        "regime": "dahir1950",
        "event": "birth",
        "year": 1987,
        "part": 1,
        "copy": "office",
        "capture": {"operator": "op-07"},
    },
    views=(DeliveredView(IMAGE, 1, "acts", (1,)),),
    acts=ACTS,
    transcriptions={IMAGE: "r/1.xml"},
    declared={},
)
BATCH = Batch(None, "ma", {}, {}, (REGISTER,))
ACT: Json = {
    "number": 1,
    "persons": [{"role": "child", "given": {"ar": {"value": "x", "source": "second"}}, "sex": {"value": "male"}}],
    "mentions": [{"text": {"ar": {"value": "x", "source": "review"}}}],
}


def one(place: str, batch: Batch = BATCH, **params: Json) -> Concern:
    def acts(register: DeliveredRegister) -> Iterator[DeliveredAct]:
        yield DeliveredAct(f"{ACTS}#line=1", ACT)  # type: ignore[arg-type]

    (found,) = concerns([Finding("X", Severity.ERROR, place, params)], batch, acts)
    return found


def test_a_file_belongs_to_the_register_that_uses_it() -> None:
    register = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"

    assert {one(path).register for path in (REGISTER.path, ACTS, IMAGE, "r/1.xml")} == {register}
    assert one("manifest.json").register == ""


def test_a_register_without_an_identifier_is_called_by_its_description() -> None:
    nameless = DeliveredRegister("r/register.json", {}, (), ACTS, {}, {})

    assert one(ACTS, Batch(None, "ma", {}, {}, (nameless,))).register == "r/register.json"


def test_a_place_inside_a_file_is_told_apart_from_the_file() -> None:
    found = one(f"{ACTS}#line=1", pointer="/persons/0/sex")

    assert (found.file, found.inside) == (ACTS, "line=1 /persons/0/sex")


def test_an_image_is_laid_at_the_door_of_who_made_it() -> None:
    assert one(IMAGE).hands == (Hand("capture", "op-07"),)


def test_an_operator_that_is_no_pseudonym_is_not_named() -> None:
    named = DeliveredRegister(
        "r/register.json", {"capture": {"operator": "Fatima Zahra"}}, REGISTER.views, None, {}, {}
    )

    assert one(IMAGE, Batch(None, "ma", {}, {}, (named,))).hands == (Hand("capture", "unsaid"),)


def test_a_value_is_laid_at_the_door_of_the_pass_that_keyed_it() -> None:
    line = f"{ACTS}#line=1"

    assert one(line, pointer="/persons/0/given/ar/value").hands == (Hand("keying", "second"),)
    assert one(line, pointer="/persons/0/sex/value").hands == (Hand("keying", "unsaid"),)


def test_an_act_as_a_whole_is_laid_at_the_doors_of_all_who_keyed_it() -> None:
    assert one(f"{ACTS}#line=1").hands == (Hand("keying", "review"), Hand("keying", "second"))


def test_a_pointer_that_leads_nowhere_is_no_obstacle() -> None:
    for pointer in ("/persons/9/sex", "/persons/-1", "/x/~0y/~1", "no pointer", "/mentions/0/text/latin"):
        assert one(f"{ACTS}#line=1", pointer=pointer).file == ACTS


def test_an_act_nested_without_end_is_no_obstacle(tmp_path: Path) -> None:
    deep: Json = {"value": 1, "source": "first"}
    for _ in range(5000):
        deep = [deep]

    def acts(register: DeliveredRegister) -> Iterator[DeliveredAct]:
        yield DeliveredAct(f"{ACTS}#line=1", {"deep": deep})

    (found,) = concerns([Finding("X", Severity.ERROR, f"{ACTS}#line=1", {})], BATCH, acts)
    assert found.hands == (Hand("keying", "first"),)
