"""A right delivery is accepted, and whatever contradicts itself or its manifest is refused under the right code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, BinaryIO

from archive import published
from archive.check.engine.act_stream import AT_ONCE
from archive.check.examine import Acts, Nothing, Reference, examine
from archive.check.schemas import Schemas
from archive.check.verdict import Counts
from archive.delivery.facts.batch import DeliveredAct
from archive.delivery.folder import FolderSource
from archive.delivery.port import DeliveryUnreadable
from archive.delivery.receive import acts_of, receive
from archive.model.finding import Severity
from archive.model.identifiers import RegisterId
from archive.model.json import write_pretty
from tests.rooms.check.broken import ACTS, DESCRIPTION, IMAGE, put, same_number
from tests.rooms.delivery.made_pages import pdf
from tests.support.deliveries import DEATHS, Delivery


def test_the_example_is_accepted_without_a_word(delivery: Delivery) -> None:
    verdict = delivery.examine()

    assert verdict.findings == ()
    assert verdict.accepted
    assert verdict.received == verdict.passed == Counts(registers=4, views=11, pages=12, acts=6, files=19)
    assert verdict.refused == Counts()


def test_what_is_refused_is_counted_too(delivery: Delivery) -> None:
    delivery.spoil(IMAGE)
    verdict = delivery.examine()

    assert not verdict.accepted
    assert verdict.refused == verdict.received == Counts(registers=4, views=11, pages=12, acts=6, files=19)
    assert verdict.passed == Counts()


def test_a_verdict_follows_its_schema_and_is_the_same_twice(delivery: Delivery) -> None:
    delivery.spoil(ACTS)
    once, again = delivery.examine().to_json(), delivery.examine().to_json()

    assert list(Schemas(published.schemas()).violations("urn:khizana:schema:verdict:1", once)) == []
    assert write_pretty(once) == write_pretty(again)


def test_a_number_that_the_paper_repeats_does_not_refuse_the_delivery(delivery: Delivery) -> None:
    same_number(delivery)
    verdict = delivery.examine()

    assert verdict.accepted
    assert {finding.code for finding in verdict.findings} == {"DUPLICATE_NUMBER", "NUMBER_GAP"}
    assert {finding.severity for finding in verdict.findings} == {Severity.ERROR}


def test_a_note_beside_the_registers_is_a_warning(delivery: Delivery) -> None:
    put("note.txt", b"Thank you.")(delivery)
    verdict = delivery.examine()

    assert verdict.accepted
    assert [(finding.code, finding.severity) for finding in verdict.findings] == [("FILE_UNUSED", Severity.WARNING)]


def as_pdf(delivery: Delivery, sizes: list[tuple[float, float]], views: int, leaf: int | None) -> None:
    """The deaths register as one PDF, with acts on a page of it."""
    for image in sorted((delivery.root / DEATHS / "images").iterdir()):
        image.unlink()
    delivery.write(f"{DEATHS}register.pdf", pdf(*sizes))
    with delivery.register(DEATHS) as register:
        kinds = ("opening", "acts", "closing")
        listed = [(number, kinds[number - 1]) for number in range(1, views + 1)]
        register["views"] = [
            {"file": f"{DEATHS}register.pdf", "leaf": number, "kind": kind, "pages": [number]}
            for number, kind in listed
        ]
    path = delivery.root / DEATHS / "acts.csv"
    where = f"{DEATHS}register.pdf" + (f":{leaf}" if leaf else "")
    path.write_text(path.read_text(encoding="utf-8").replace(f"{DEATHS}images/0002.tif", where), encoding="utf-8")
    delivery.seal()


def test_a_pdf_holds_a_view_a_page(delivery: Delivery) -> None:
    as_pdf(delivery, [(595, 842)] * 3, views=3, leaf=2)

    assert delivery.findings() == []


def test_a_page_of_a_pdf_that_no_register_shows_is_missed(delivery: Delivery) -> None:
    as_pdf(delivery, [(595, 842)] * 4, views=3, leaf=2)

    assert delivery.findings() == [("COUNT_MISMATCH", f"{DEATHS}register.pdf")]


def test_a_region_on_a_pdf_names_its_page(delivery: Delivery) -> None:
    as_pdf(delivery, [(595, 842)] * 3, views=3, leaf=None)

    assert {code for code, _ in delivery.findings()} == {"REGION_LEAF_NOT_GIVEN"}


def test_a_box_on_a_pdf_is_measured_on_its_own_page(delivery: Delivery) -> None:
    as_pdf(delivery, [(595, 842), (300, 300), (595, 842)], views=3, leaf=2)

    assert {code for code, _ in delivery.findings()} == {"BOX_OUTSIDE_IMAGE"}


def test_what_could_not_be_looked_at_is_never_called_missing(delivery: Delivery) -> None:
    class Failing(FolderSource):
        """A disk with one bad block."""

        def open(self, path: str) -> BinaryIO:
            if path == IMAGE:
                raise DeliveryUnreadable("the disk does not answer")
            return super().open(path)

    source = Failing(delivery.root)
    reference = Reference(published.schemas(), published.countries(), Nothing())
    verdict = examine(receive(source), lambda register: acts_of(source, register), reference)

    assert [(finding.code, finding.place) for finding in verdict.findings] == [("UNREADABLE", IMAGE)]
    assert not verdict.accepted


class Held(Nothing):
    """An archive that holds one register, and act 2 in another part of every series."""

    def register_held(self, register: RegisterId) -> bool:
        return str(register) == "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"

    def numbers_held(self, register: RegisterId) -> dict[tuple[int, str], str]:
        return {(2, ""): str(replace(register, part=9))}


def test_what_is_held_already_is_not_taken_again(delivery: Delivery) -> None:
    found = delivery.findings(Held())

    assert ("REGISTER_EXISTS", DESCRIPTION) in found
    assert ("NUMBER_IN_OTHER_PART", f"{ACTS}#line=2") in found
    assert ("NUMBER_IN_OTHER_PART", f"{DEATHS}acts.csv#line=3") in found
    assert len(found) == 3


def test_a_fault_in_every_line_is_shown_a_few_times_and_the_rest_counted(delivery: Delivery) -> None:
    with delivery.acts() as acts:
        acts[:] = [acts[0] | {"number": 0} for _ in range(50)]
    findings = [finding for finding in delivery.examine().findings if finding.place.startswith(ACTS)]

    assert [finding.code for finding in findings] == ["SCHEMA"] * 20 + ["MORE_FINDINGS"]
    assert findings[-1].params == {"code": "SCHEMA", "count": 30}
    assert findings[-1].severity is Severity.BLOCKING


def test_a_table_that_cannot_be_read_is_not_counted_beside(delivery: Delivery) -> None:
    content = (delivery.root / DEATHS / "acts.csv").read_text(encoding="utf-8")
    for spoiled in (content.replace("deceased.sex", "sex", 1).encode(), content.encode("utf-16"), b"", b"\0"):
        delivery.write(f"{DEATHS}acts.csv", spoiled)
        delivery.seal()

        assert "COUNT_MISMATCH" not in {code for code, _ in delivery.findings()}


def test_an_act_too_few_in_a_table_that_can_be_read_is_counted(delivery: Delivery) -> None:
    content = (delivery.root / DEATHS / "acts.csv").read_bytes().splitlines(keepends=True)
    delivery.write(f"{DEATHS}acts.csv", b"".join(content[:-1]))
    delivery.seal()

    assert [place for code, place in delivery.findings() if code == "COUNT_MISMATCH"] == [
        "manifest.json#/registers/3/counts/acts",
        "manifest.json#/counts/acts",
    ]


def test_a_value_against_its_schema_is_named_with_its_column_what_was_found_and_what_was_expected(
    delivery: Delivery,
) -> None:
    content = (delivery.root / DEATHS / "acts.csv").read_text(encoding="utf-8")
    delivery.write(f"{DEATHS}acts.csv", content.replace("1987-03-14", "14/03/1987").replace("female", "F").encode())
    delivery.seal()
    found = [dict(one.params) for one in delivery.examine().findings if one.code == "SCHEMA"]

    assert [(one["column"], one["property"], one["found"]) for one in found] == [
        ("occurred.date.gregorian", "value", '"14/03/1987"'),
        ("deceased.sex", "value", '"F"'),
    ]
    assert found[1]["expected"] == "male | female | undetermined"


def test_a_name_that_a_document_should_not_have_is_named(delivery: Delivery) -> None:
    with delivery.register() as register:
        register["ofice"] = "x"
        register["year"] = "1987"
        del register["office"]
    found = [dict(one.params) for one in delivery.examine().findings if one.code == "SCHEMA"]

    assert {(one["rule"], one["named"], one["found"]) for one in found} == {
        ("additionalProperties", "ofice", "ofice"),
        ("type", "year", '"1987"'),
        ("required", "office", "—"),
    }


def test_letters_lost_are_looked_for_in_every_document(delivery: Delivery) -> None:
    with delivery.document("offices.json") as offices:
        offices["offices"][0]["name"]["fr"] = "Bureau d'Ã©tat civil"
    with delivery.register() as register:
        register["opening"]["authority"]["ar"]["value"] = "المحكمة \ufffd"
    found = {(one.code, one.place) for one in delivery.examine().findings}

    assert {("MOJIBAKE", "offices.json"), ("LETTERS_LOST", DESCRIPTION)} <= found


def test_acts_are_asked_for_run_by_run_and_never_kept(delivery: Delivery) -> None:
    source = FolderSource(delivery.root)
    alive: list[DeliveredAct] = []
    most = total = 0
    with delivery.acts() as written:
        written *= 20

    class Counted(DeliveredAct):
        """An act that can be seen to go."""

        def __del__(self) -> None:
            alive.pop()

    def acts(register: Any) -> Any:
        nonlocal most, total
        for act in acts_of(source, register):
            assert isinstance(act, DeliveredAct)
            alive.append(act)
            most = max(most, len(alive))
            total += 1
            yield Counted(act.place, act.content)
            del act

    streamed: Acts = acts
    examine(delivery.receive(), streamed, Reference(published.schemas(), published.countries(), Nothing()))

    assert total > 4 * AT_ONCE
    assert most <= 2 * AT_ONCE + 1


def test_no_name_of_a_person_stands_in_a_finding(delivery: Delivery) -> None:
    with delivery.acts() as acts:
        acts[0]["persons"][0]["given"]["ar"]["value"] = {"nested": "Zoulikha"}
        acts[1]["persons"][0]["sex"]["value"] = "Zoulikha"
        acts[2]["persons"][0]["surname"]["ar"]["absent"] = "Zoulikha"
    written = write_pretty(delivery.examine().to_json()).decode()

    assert "Zoulikha" not in written
    assert written.count('"SCHEMA"') >= 3
