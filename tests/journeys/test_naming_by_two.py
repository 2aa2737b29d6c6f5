"""Two people may be one: once two were ever named, nobody alone decides who may decide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.evidence.witness import cosign
from archive.ledger.keys.checkpoint import SignatureKind
from archive.ledger.keys.keys import read_signer
from khizana.wiring.opening import open_archive
from tests.support.books import Book, made_book, made_witness
from tests.support.cli import Called, khizana

SEEN = datetime(2026, 1, 10, 12, tzinfo=UTC)


class Office:
    """An archive, and the keys of the people who are named in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book: Book = made_book(folder / "archive")

    def call(self, *arguments: str | Path) -> Called:
        return khizana(*arguments, "--archive", self.book.root, "--json")

    def key(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def signed(self, name: str) -> tuple[str | Path, ...]:
        return ("--as", name, "--key", self.key(name))

    def add(self, name: str, by: str | None = None) -> Called:
        signed = () if by is None else ("--as", by, "--with", self.key(by))
        return self.call("person", "add", name, "--key", self.key(name), *signed)

    def approve(self, asked: Called, name: str) -> Called:
        return self.call("approve", asked.json["request"], *self.signed(name))

    def standing(self) -> list[str]:
        return [one["name"] for one in self.call("person", "list").json["people"] if one["until"] is None]

    def last(self) -> Entry:
        return list(open_archive(self.book.root).ledger.since(0))[-1].entry


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """With amal and badr."""
    made = Office(tmp_path)
    assert [made.add(name).code for name in ("amal", "badr")] == [0, 0]
    return made


def test_one_alone_does_not_make_a_third_who_would_approve_everything(office: Office) -> None:
    before = open_archive(office.book.root).ledger.head()
    refused = office.add("mallory")

    assert (refused.code, "takes two" in refused.err) == (2, True)
    assert open_archive(office.book.root).ledger.head() == before
    assert not office.key("mallory").exists()


def test_a_third_is_named_when_two_have_signed(office: Office) -> None:
    asked = office.add("carim", by="amal")
    assert (asked.code, office.standing()) == (0, ["amal", "badr"])
    assert office.approve(asked, "amal").code == 1
    done = office.approve(asked, "badr")

    assert done.code == 0, done.err
    assert office.standing() == ["amal", "badr", "carim"]
    entry = office.last()
    assert (entry.type, entry.subject, entry.actor) == (EntryType.PERSON_NAMED, "carim", "badr")
    assert {"key", "request", "approval"} <= set(entry.digests)


def test_who_was_named_by_two_may_approve(office: Office) -> None:
    office.approve(office.add("carim", by="amal"), "badr")
    asked = office.add("dina", by="carim")

    assert office.approve(asked, "amal").code == 0
    assert office.standing() == ["amal", "badr", "carim", "dina"]


def test_one_alone_does_not_withdraw_another(office: Office) -> None:
    assert office.call("person", "withdraw", "badr").code == 2
    asked = office.call("person", "withdraw", "badr", *office.signed("amal"))
    assert (asked.code, office.standing()) == (0, ["amal", "badr"])
    assert office.approve(asked, "amal").code == 1

    assert office.standing() == ["amal", "badr"]


def test_another_is_withdrawn_by_two(office: Office) -> None:
    office.approve(office.add("carim", by="amal"), "badr")
    asked = office.call("person", "withdraw", "badr", *office.signed("amal"))

    assert office.approve(asked, "carim").code == 0
    assert office.standing() == ["amal", "carim"]


def test_whoever_leaves_says_so_alone_with_the_own_key(office: Office) -> None:
    assert office.call("person", "withdraw", "badr", "--as", "badr", "--key", office.key("amal")).code == 1
    left = office.call("person", "withdraw", "badr", *office.signed("badr"))

    assert (left.code, office.standing()) == (0, ["amal"])
    assert {"request", "approval"} <= set(office.last().digests)


def test_the_last_one_cannot_leave_and_naming_still_takes_two(office: Office) -> None:
    office.call("person", "withdraw", "badr", *office.signed("badr"))

    assert office.call("person", "withdraw", "amal", *office.signed("amal")).code == 1
    assert office.add("mallory").code == 2
    assert office.standing() == ["amal"]


def seen(office: Office, when: datetime) -> None:
    """A witness countersigns the ledger as it is, at a time of its own, and the archive keeps it."""
    folder = office.folder / "witness"
    witness = folder / "witness.pub"
    if not folder.exists():
        made_witness(folder, office.book)
    signer = read_signer(next(folder.glob("*.key")), SignatureKind.WITNESS)
    note = office.folder / "note"
    note.write_bytes(cosign((office.book.ledger / "checkpoint").read_bytes(), signer, when))
    kept = office.book.ask("witness", note, "--witness-key", witness)
    assert kept.code == 0, kept.err + kept.out


def test_whoever_is_left_alone_names_another_thirty_days_after_a_witness_saw_the_request(office: Office) -> None:
    asked = office.add("carim", by="amal")
    seen(office, SEEN)
    seen(office, SEEN + timedelta(days=30))
    done = office.approve(asked, "amal")

    assert done.code == 0, done.err
    assert office.standing() == ["amal", "badr", "carim"]
    assert {"witnessed.first", "witnessed.last"} <= set(office.last().digests)


def test_thirty_days_less_a_second_are_not_enough_whatever_our_clock_says(office: Office) -> None:
    asked = office.add("carim", by="amal")
    seen(office, SEEN)
    seen(office, SEEN + timedelta(days=30, seconds=-1))
    refused = office.approve(asked, "amal")

    assert (refused.code, "2026-02-09" in refused.err) == (1, True)
    assert office.standing() == ["amal", "badr"]


def test_what_no_witness_saw_is_never_approved_alone(office: Office) -> None:
    seen(office, SEEN)  # the request is not in it yet
    asked = office.add("carim", by="amal")
    seen(office, SEEN + timedelta(days=60))
    refused = office.approve(asked, "amal")

    assert refused.code == 1
    assert office.standing() == ["amal", "badr"]


def test_nobody_is_alone_while_another_signs(office: Office) -> None:
    asked = office.add("carim", by="amal")
    seen(office, SEEN)
    assert office.add("dina", by="badr").code == 0
    seen(office, SEEN + timedelta(days=31))
    refused = office.approve(asked, "amal")

    assert (refused.code, "nobody is left alone" in refused.err) == (1, True)


def test_a_request_that_somebody_refuses_waits_no_longer(office: Office) -> None:
    asked = office.add("mallory", by="amal")
    seen(office, SEEN)
    refusal = office.call("refuse", asked.json["request"], *office.signed("badr"))
    seen(office, SEEN + timedelta(days=31))

    assert refusal.code == 0, refusal.err
    assert office.call("requests").json["requests"] == []
    assert office.approve(asked, "amal").code == 1
    assert office.approve(asked, "badr").code == 1


def test_only_naming_may_be_done_alone(office: Office) -> None:
    asked = office.call("person", "withdraw", "badr", *office.signed("amal"))
    seen(office, SEEN)
    seen(office, SEEN + timedelta(days=31))

    assert office.approve(asked, "amal").code == 1
    assert office.standing() == ["amal", "badr"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_it_is_told_in_three_languages(office: Office, language: str) -> None:
    root = office.book.root
    asking = ("--as", "amal", "--with", office.key("amal"))
    asked = khizana(
        "person", "add", "carim", "--key", office.key("carim"), *asking, "--archive", root, "--lang", language
    )
    waiting = office.call("requests").json["requests"][0]["request"]

    assert "carim" in asked.out and waiting in asked.out
    assert waiting in khizana("requests", "--archive", root, "--lang", language).out


def people_of(office: Office) -> tuple[str, str]:
    checks = office.call("doctor").json["checks"]
    found = next(one for one in checks if one["check"] == "people")
    return found["state"], found["detail"]


def test_doctor_warns_below_three_people(office: Office) -> None:
    state, detail = people_of(office)
    assert (state, "name a third" in detail) == ("warning", True)
    office.approve(office.add("carim", by="amal"), "badr")

    assert people_of(office) == ("ok", "amal, badr, carim")
