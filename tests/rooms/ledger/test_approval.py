"""Two different people, named before the request was made, with two different keys: nothing less approves."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.port import Head
from archive.life.approval import NotApproved, approved, signatories, signed
from archive.life.people import PersonRefused, Registration, key_of, may_be_named, origin_of, standing
from archive.life.request import InvalidRequest, Request
from archive.model.digest import Digest

LEDGER = "khizana/test"
REQUEST = Request(LEDGER, Head(10, bytes(32)), "repair", "ma_01_x-v1", "damage", {"from": "b"})


def signer(name: str, seed: int) -> Signer:
    return Signer(origin_of(LEDGER, name), bytes([seed]) * 32)


AMAL, BADR = signer("amal", 1), signer("badr", 2)


def person(one: Signer, since: int = 3, until: int | None = None) -> Registration:
    return Registration(one.origin.rpartition("/")[2], one.verifier, since, until)


def by_both() -> bytes:
    return signed(REQUEST, BADR, signed(REQUEST, AMAL))


def test_two_people_approve() -> None:
    people = [person(AMAL), person(BADR)]

    assert approved(REQUEST, by_both(), people).by == ("amal", "badr")


def test_one_person_alone_does_not_approve() -> None:
    with pytest.raises(NotApproved, match="signed by amal"):
        approved(REQUEST, signed(REQUEST, AMAL), [person(AMAL), person(BADR)])


def test_the_same_person_does_not_sign_twice() -> None:
    with pytest.raises(NotApproved, match="another person"):
        signed(REQUEST, AMAL, signed(REQUEST, AMAL))


def test_a_signature_line_written_twice_counts_once() -> None:
    note = signed(REQUEST, AMAL)
    line = note.removeprefix(REQUEST.encode() + b"\n")

    with pytest.raises(NotApproved):
        approved(REQUEST, note + line, [person(AMAL), person(BADR)])


def test_two_names_with_one_key_are_one_person() -> None:
    double = signer("double", 1)
    note = signed(REQUEST, double, signed(REQUEST, AMAL))

    with pytest.raises(NotApproved):
        approved(REQUEST, note, [person(AMAL), person(double)])
    with pytest.raises(PersonRefused, match="one key cannot speak for two"):
        may_be_named("double", double.verifier, [person(AMAL)])


def test_a_key_that_was_withdrawn_is_not_named_again_under_another_name() -> None:
    with pytest.raises(PersonRefused, match="amal"):
        may_be_named("double", signer("double", 1).verifier, [person(AMAL, until=5)])


def test_who_was_named_after_the_request_does_not_count() -> None:
    with pytest.raises(NotApproved):
        approved(REQUEST, by_both(), [person(AMAL), person(BADR, since=10)])


def test_who_was_withdrawn_does_not_count() -> None:
    with pytest.raises(NotApproved):
        approved(REQUEST, by_both(), [person(AMAL), person(BADR, until=12)])


def test_a_false_signature_is_refused() -> None:
    stranger = Signer(BADR.origin, bytes([9]) * 32)
    forged = BADR.verifier.key_id + stranger.sign(REQUEST.encode())
    note = signed(REQUEST, AMAL) + f"— {BADR.origin} {base64.b64encode(forged).decode()}\n".encode()

    with pytest.raises(NotApproved, match="does not belong"):
        approved(REQUEST, note, [person(AMAL), person(BADR)])


def test_signatures_do_not_move_to_another_request() -> None:
    other = Request(LEDGER, REQUEST.head, "repair", "ma_01_y-v1", "damage", {"from": "b"})

    with pytest.raises(NotApproved, match="another request"):
        approved(other, by_both(), [person(AMAL), person(BADR)])


def test_signatures_of_strangers_are_left_alone() -> None:
    note = signed(REQUEST, signer("stranger", 7), signed(REQUEST, AMAL))

    assert [one.name for one in signatories(REQUEST, note, [person(AMAL)])] == ["amal"]


def test_a_request_is_read_as_it_was_written() -> None:
    assert Request.decode(REQUEST.encode()) == REQUEST
    assert REQUEST.identifier == Digest.of(REQUEST.encode())


@pytest.mark.parametrize(
    "written",
    [
        b"{}\n",
        b"[]",
        REQUEST.encode().rstrip(),
        REQUEST.encode().replace(b'"v":1', b'"v":2'),
        REQUEST.encode().replace(b'"position":10', b'"position":-1'),
        REQUEST.encode().replace(b'"repair"', b'"re pair"'),
        REQUEST.encode().replace(b'{"act"', b'{ "act"'),
        b"\xff",
    ],
)
def test_other_bytes_are_no_request(written: bytes) -> None:
    with pytest.raises(InvalidRequest):
        Request.decode(written)


def named(key: Digest) -> Entry:
    return Entry(EntryType.PERSON_NAMED, datetime(2026, 1, 1, tzinfo=UTC), "op", "amal", digests={"key": key})


def test_whoever_was_withdrawn_does_not_stand() -> None:
    with pytest.raises(PersonRefused):
        standing("amal", (Registration("amal", AMAL.verifier, 0, 1),))


def test_an_altered_key_document_names_nobody() -> None:
    entry = named(Digest.of(f"{AMAL.verifier}\n".encode()))

    with pytest.raises(PersonRefused, match="altered"):
        key_of(entry, lambda _: f"{BADR.verifier}\n".encode())
