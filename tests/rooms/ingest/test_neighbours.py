"""What a delivered register is held against: the other parts of its year, and its other paper copies, as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from archive.holdings.projection import Projection
from archive.holdings.queries import SnapshotForged
from archive.ingest.neighbours import Neighbours
from archive.model.digest import Digest
from archive.model.identifiers import ActId, RegisterId
from archive.model.records.act import ActObject
from archive.model.records.facts import RegisterFacts
from archive.model.records.numbering import Elsewhere
from archive.model.records.register_state import RegisterState
from archive.model.records.version import Link
from tests.rooms.audit.made_facts import facts
from tests.rooms.holdings.made_ledger import COURT, FIRST, SECOND, SERIES, Documents, at, disposed, package
from tests.support.memory_ledger import MemoryLedger

THIRD = f"{SERIES}_p3_office"
COURT_2 = f"{SERIES}_p2_court"


def act(number: int, ordinal: int = 1, suffix: str = "") -> ActObject:
    identifier = str(ActId(RegisterId.parse(FIRST).series, number, suffix, ordinal))
    return {"id": identifier, "number": number, **({"suffix": suffix} if suffix else {})}


class Shelf:
    """Facts and acts by package; an act of a later package of a chain replaces that of an earlier one."""

    def __init__(self) -> None:
        self.told: dict[str, RegisterFacts] = {}
        self.held: dict[str, Sequence[ActObject]] = {}

    def facts(self, package: str) -> RegisterFacts:
        return self.told[package]

    def standing(self, chain: Sequence[Link]) -> RegisterState:
        acts = {str(one["id"]): one for link in chain for one in self.held[link.package]}
        assert all(link.tagmanifest == Digest.of(link.package.encode()) for link in chain)
        return RegisterState(tuple(chain), (), {}, acts, {})


@pytest.fixture
def shelf() -> Shelf:
    """Part 1 in two versions, part 2 and the court's copies of both."""
    shelf = Shelf()
    shelf.told = {
        f"{FIRST}-v1": facts(numbers=[1, 2]),
        f"{FIRST}-v2": facts(numbers=[1, 2, 3], suffixed=("2-bis",)),
        f"{SECOND}-v1": facts(numbers=[10, 11], part=2),
        f"{COURT}-v1": facts(numbers=[1, 2], copy="court"),
        f"{COURT_2}-v1": facts(numbers=[10], part=2, copy="court"),
    }
    shelf.held = {
        f"{FIRST}-v1": [act(1), act(2)],
        f"{FIRST}-v2": [act(3), act(2, suffix="bis")],
        f"{SECOND}-v1": [act(10), act(11)],
        f"{COURT}-v1": [act(1), act(2, 2)],
        f"{COURT_2}-v1": [act(10)],
    }
    return shelf


@pytest.fixture
def ledger() -> MemoryLedger:
    ledger = MemoryLedger()
    ledger.append(
        [
            package(FIRST, 1, "first", 0),
            package(SECOND, 1, "second", 0),
            package(COURT, 1, "first", 0),
            package(COURT_2, 1, "first", 0),
            package(FIRST, 2, "third", 1),
        ]
    )
    return ledger


def beside(ledger: MemoryLedger, shelf: Shelf, but: str = "") -> Neighbours:
    projection = Projection.open(ledger, Documents().__getitem__, None, at(20))
    return Neighbours(projection, shelf, Digest.of(but.encode()) if but else None)  # type: ignore[arg-type]


def told(found: Iterator[tuple[RegisterId, ActObject]]) -> list[tuple[str, str]]:
    return [(str(register), str(one["id"]).removeprefix(f"{SERIES}_")) for register, one in found]


def short(found: Elsewhere) -> tuple[set[str], Mapping[tuple[int, str], Sequence[str]]]:
    return (
        {one.removeprefix(f"{SERIES}_") for one in found.taken},
        {key: [one.removeprefix(f"{SERIES}_") for one in ids] for key, ids in found.copied.items()},
    )


def test_the_numbers_of_other_parts_are_told_with_the_part_that_holds_them(ledger: MemoryLedger, shelf: Shelf) -> None:
    of_first = {(1, ""): FIRST, (2, ""): FIRST, (3, ""): FIRST, (2, "bis"): FIRST}

    assert beside(ledger, shelf).numbers(RegisterId.parse(SECOND)) == of_first
    assert beside(ledger, shelf).numbers(RegisterId.parse(THIRD)) == {**of_first, (10, ""): SECOND, (11, ""): SECOND}
    assert beside(ledger, shelf).numbers(RegisterId.parse(COURT)) == {(10, ""): COURT_2}


def test_what_the_delivery_itself_brought_counts_for_nothing(ledger: MemoryLedger, shelf: Shelf) -> None:
    assert beside(ledger, shelf, "third").numbers(RegisterId.parse(SECOND)) == {(1, ""): FIRST, (2, ""): FIRST}
    assert beside(ledger, shelf, "second").numbers(RegisterId.parse(FIRST)) == {}
    assert told(beside(ledger, shelf, "first").copies(RegisterId.parse(SECOND))) == []


def test_the_acts_of_other_copies_are_told_as_they_stand(ledger: MemoryLedger, shelf: Shelf) -> None:
    assert told(beside(ledger, shelf).copies(RegisterId.parse(FIRST))) == [
        (COURT, "0001"),
        (COURT, "0002~2"),
        (COURT_2, "0010"),
    ]
    assert told(beside(ledger, shelf).copies(RegisterId.parse(COURT)))[:4] == [
        (FIRST, "0001"),
        (FIRST, "0002"),
        (FIRST, "0003"),
        (FIRST, "0002-bis"),
    ]


def test_identifiers_that_other_parts_have_are_taken_where_a_number_meets(ledger: MemoryLedger, shelf: Shelf) -> None:
    third = RegisterId.parse(THIRD)

    assert short(beside(ledger, shelf).identifiers(third, [(2, "")])) == ({"0001", "0002", "0003", "0002-bis"}, {})
    assert short(beside(ledger, shelf).identifiers(third, [(2, "bis"), (11, "")]))[0] >= {"0003", "0010", "0011"}
    assert short(beside(ledger, shelf).identifiers(third, [(12, ""), (2, "ter")])) == (set(), {})


def test_identifiers_of_the_same_part_in_another_copy_are_told_by_number(ledger: MemoryLedger, shelf: Shelf) -> None:
    assert short(beside(ledger, shelf).identifiers(RegisterId.parse(FIRST), [(1, ""), (2, "")])) == (
        set(),
        {(1, ""): ["0001"], (2, ""): ["0002~2"]},
    )


def test_an_identifier_that_the_delivery_itself_brought_is_given_once(ledger: MemoryLedger, shelf: Shelf) -> None:
    found = beside(ledger, shelf, "second").identifiers(RegisterId.parse(THIRD), [(10, "")])

    assert short(found)[0] == {"0010", "0011"}


def test_an_act_keeps_its_identifier_when_its_number_was_corrected(ledger: MemoryLedger, shelf: Shelf) -> None:
    aliases = {f"{SERIES}_0011": f"{SERIES}_0017", "a register": "another"}
    shelf.told[f"{SECOND}-v1"] = replace(shelf.told[f"{SECOND}-v1"], aliases=aliases)

    assert short(beside(ledger, shelf).identifiers(RegisterId.parse(THIRD), [(17, "")]))[0] == {"0010", "0011"}
    assert short(beside(ledger, shelf).identifiers(RegisterId.parse(THIRD), [(18, "")]))[0] == set()


def test_of_what_was_disposed_of_every_identifier_that_its_numbers_may_have_stays_taken(
    ledger: MemoryLedger, shelf: Shelf
) -> None:
    ledger.append([package(SECOND, 2, "fourth", 2), disposed(SECOND, 2, 3)])
    shelf.told[f"{SECOND}-v2"] = replace(
        facts(numbers=[10, 11], part=2, repeated_numbers={11: 3}, suffixed=("10-bis",)), disposed="retention"
    )

    found = beside(ledger, shelf).identifiers(RegisterId.parse(THIRD), [(11, "")])
    assert short(found)[0] == {"0010", "0010-bis", "0011", "0011~2", "0011~3"}
    assert told(beside(ledger, shelf).copies(RegisterId.parse(COURT_2))) == [
        (FIRST, one) for one in ("0001", "0002", "0003", "0002-bis")
    ]


def test_a_package_that_the_ledger_does_not_name_is_refused_where_acts_are_read(
    ledger: MemoryLedger, shelf: Shelf
) -> None:
    neighbours = beside(ledger, shelf)
    neighbours._projection._connection.execute("UPDATE package SET tagmanifest = ?", (str(Digest.of(b"forged")),))

    with pytest.raises(SnapshotForged, match="and the ledger does not"):
        list(neighbours.copies(RegisterId.parse(FIRST)))
