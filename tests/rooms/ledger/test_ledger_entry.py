"""Entries: canonical, small, and closed to names and sentences."""

from __future__ import annotations

import dataclasses
import string
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.entry import LIMIT, Entry, EntryType
from archive.model.digest import Digest
from archive.model.json import read_json
from tests.rooms.ledger.made_entries import made

WORDS = st.text(string.ascii_letters + string.digits + "._~:+/-", min_size=1, max_size=40)
ENTRIES = st.builds(
    Entry,
    type=st.sampled_from(EntryType),
    time=st.datetimes(timezones=st.just(UTC)),
    actor=WORDS,
    subject=WORDS,
    outcome=st.just("") | WORDS,
    digests=st.dictionaries(WORDS, st.binary(max_size=3).map(Digest.of), max_size=4),
    counts=st.dictionaries(WORDS, st.integers(0, 2**53 - 1), max_size=4),
    links=st.dictionaries(WORDS, WORDS, max_size=4),
)

FORBIDDEN = [
    "فاطمة",
    "Fatima Zahra",
    "M'hamed",
    "Ben-Zaïd",
    "a\nb",
    "word\n",
    'quoted"',
    "back\\slash",
    "a,b",
    "x" * 201,
    "ⵣ",
    "\x00",
    "",
]


@given(ENTRIES)
def test_is_written_in_canonical_form(entry: Entry) -> None:
    encoded = entry.encode()

    assert encoded == rfc8785.dumps(read_json(encoded))  # type: ignore[arg-type]


@given(ENTRIES)
def test_is_read_back_as_it_was(entry: Entry) -> None:
    assert Entry.decode(entry.encode()) == entry


def test_is_written_so_for_ever() -> None:
    entry = Entry(
        EntryType.VERDICT,
        datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
        "archivist-3",
        "lot3-2026-001",
        "accepted",
        digests={"verdict": Digest("sha256", "0" * 64)},
        counts={"warning": 2, "blocking": 0},
        links={"contractor": "c-3"},
    )

    assert entry.encode() == (
        b'{"actor":"archivist-3","counts":{"blocking":0,"warning":2},"digests":{"verdict":"sha256:'
        + b"0" * 64
        + b'"},"links":{"contractor":"c-3"},"outcome":"accepted","subject":"lot3-2026-001",'
        b'"time":"2026-03-01T08:30:00Z","type":"verdict","v":1}'
    )


@pytest.mark.parametrize("text", FORBIDDEN)
@pytest.mark.parametrize(
    "place",
    [
        lambda text: {"actor": text},
        lambda text: {"subject": text},
        lambda text: {"outcome": text or " "},  # an empty one says that there is none
        lambda text: {"links": {text: "register"}},
        lambda text: {"links": {"register": text}},
        lambda text: {"counts": {text: 1}},
        lambda text: {"digests": {text: Digest.of(b"")}},
    ],
    ids=["actor", "subject", "outcome", "link-name", "link", "count-name", "digest-name"],
)
def test_refuses_names_and_sentences(place: Any, text: str) -> None:
    with pytest.raises(ValueError, match="put other text in a document"):
        dataclasses.replace(made(0), **place(text))


def test_does_not_repeat_a_refused_name_in_its_message() -> None:
    with pytest.raises(ValueError, match="the subject") as refused:
        dataclasses.replace(made(0), subject="Fatima Zahra")

    assert "Fatima" not in str(refused.value)


@pytest.mark.parametrize("count", [-1, 2**53, True, 1.0, "12", None])
def test_counts_are_whole_numbers_that_every_reader_reads(count: Any) -> None:
    with pytest.raises(ValueError, match="the count pages"):
        dataclasses.replace(made(0), counts={"pages": count})


def test_refuses_a_digest_that_is_none() -> None:
    with pytest.raises(ValueError, match="is not a digest"):
        dataclasses.replace(made(0), digests={"verdict": Digest("sha256", "Fatima Zahra")})


def test_refuses_a_type_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="gossip"):
        dataclasses.replace(made(0), type="gossip")  # type: ignore[arg-type]


def test_refuses_what_was_slipped_in_after_it_was_made() -> None:
    links: dict[str, str] = {}
    entry = dataclasses.replace(made(0), links=links)
    links["register"] = "Fatima Zahra"

    with pytest.raises(ValueError, match="more than words"):
        entry.encode()


@pytest.mark.parametrize("time", ["2026-01-01T00:00:00", "2026-01-01T00:00:00+01:00"])
def test_time_is_in_utc(time: str) -> None:
    with pytest.raises(ValueError, match="is in UTC"):
        dataclasses.replace(made(0), time=datetime.fromisoformat(time))


def test_drops_a_fraction_of_a_second() -> None:
    entry = dataclasses.replace(made(0), time=datetime(2026, 1, 1, 0, 0, 0, 999999, UTC))

    assert entry == made(0)


def test_holds_at_most_8_kib() -> None:
    def entry(last: int) -> Entry:
        links = {f"{number:03d}": "x" * 200 for number in range(38)}
        return Entry(EntryType.AUDIT, made(0).time, "a", "fixity", links={**links, "last": "x" * last})

    room = LIMIT - len(entry(1).encode()) + 1
    assert len(entry(room).encode()) == LIMIT
    with pytest.raises(ValueError, match="has 8193 bytes"):
        entry(room + 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b'"v":1', b'"v":2', "newer Khizana"),
        (b'"v":1', b'"v":1,"w":1', "canonical"),
        (b'"v":1', b'"v": 1', "canonical"),
        (b"2026-01-01T00:00:00Z", b"2026-01-01T00:00:00+00:00", "canonical"),
        (b"2026-01-01T00:00:00Z", b"yesterday", "yesterday"),
        (b'"type":"package-stored"', b'"type":"gossip"', "gossip"),
        (b'"acts":99', b'"acts":"99"', "count acts"),
        (b'"counts":{"acts":99,"views":100}', b'"counts":[]', "counts of an entry"),
        (b'"actor":"archivist-3",', b'"actor":"archivist-3","actor":"x",', "twice"),
        (b'"actor":"archivist-3",', b"", "canonical"),
    ],
)
def test_reads_nothing_but_what_it_writes(old: bytes, new: bytes, reason: str) -> None:
    encoded = made(0).encode()
    assert old in encoded

    with pytest.raises(ValueError, match=reason):
        Entry.decode(encoded.replace(old, new))


@pytest.mark.parametrize("encoded", [b"", b"[]", b"1", b"\xff", b"{}"])
def test_reads_no_other_json(encoded: bytes) -> None:
    with pytest.raises(ValueError):
        Entry.decode(encoded)


LATER = (
    EntryType.POLICY_ADOPTED,
    EntryType.REQUEST_REFUSED,
    EntryType.EXPORTED,
    EntryType.LOSS_ACCEPTED,
    EntryType.TIME_DECLARED,
)


@pytest.mark.parametrize("kind", LATER)
def test_a_type_that_came_later_says_that_an_older_program_is_too_old(kind: EntryType) -> None:
    encoded = dataclasses.replace(made(0), type=kind).encode()

    assert b'"v":2' in encoded
    assert Entry.decode(encoded).type is kind


def test_every_type_of_the_first_form_keeps_its_version() -> None:
    assert all(dataclasses.replace(made(0), type=one).encode().endswith(b'"v":1}') for one in set(EntryType) - {*LATER})


def test_a_type_that_is_not_known_yet_needs_a_newer_program_and_is_no_damage() -> None:
    encoded = made(0).encode().replace(b'"type":"package-stored"', b'"type":"gossip"').replace(b'"v":1', b'"v":2')

    with pytest.raises(ValueError, match="newer Khizana"):
        Entry.decode(encoded)
