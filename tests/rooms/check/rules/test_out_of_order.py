"""What stands out of order is named as sparingly as can be."""

from __future__ import annotations

from itertools import product

from archive.check.views.order import misplaced


def test_one_value_that_goes_back_is_one_finding_and_not_all_that_follow() -> None:
    assert misplaced([1, 2, 9, 3, 4, 5]) == [2]
    assert misplaced([1, 2, 3, 1, 4, 5]) == [3]


def test_equal_values_are_in_order() -> None:
    assert misplaced([1, 1, 2, 2]) == []
    assert misplaced([]) == []


def test_no_smaller_set_would_do() -> None:
    def longest(values: tuple[int, ...]) -> int:
        best = 0
        for mask in range(1 << len(values)):
            kept = [value for position, value in enumerate(values) if mask >> position & 1]
            if kept == sorted(kept):
                best = max(best, len(kept))
        return best

    for values in product(range(3), repeat=6):
        left = misplaced(values)
        kept = [value for position, value in enumerate(values) if position not in left]

        assert kept == sorted(kept)
        assert len(kept) == longest(values)
