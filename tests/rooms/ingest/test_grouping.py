"""Groups are bounded, lose nothing, and give every worker something to do."""

from __future__ import annotations

from archive.ingest.grouping import BYTES, COUNT, grouped


def test_groups_hold_all_in_order_and_are_bounded_in_count() -> None:
    things = list(range(3 * COUNT + 1))
    groups = list(grouped(things, [1] * len(things), 2))

    assert [thing for group in groups for thing in group] == things
    assert [len(group) for group in groups] == [COUNT, COUNT, COUNT, 1]


def test_a_group_ends_when_it_is_large_enough() -> None:
    third = BYTES // 3 + 1

    assert [len(group) for group in grouped("abcdefg", [third] * 7, 2)] == [3, 3, 1]


def test_large_packages_still_come_one_for_each_worker() -> None:
    assert [len(group) for group in grouped("abcde", [2 * BYTES] * 5, 2)] == [2, 2, 1]


def test_nothing_makes_no_group() -> None:
    assert list(grouped([], [], 4)) == []
