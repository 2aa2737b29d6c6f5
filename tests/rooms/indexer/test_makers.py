"""Documents made in other processes are those made in this one, in their order; what stops them is said."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.documents.package_content import StoreAway
from khizana.errors import CannotWork
from khizana.wiring.document_makers import makers


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The functions that are called in other processes, which find modules where this one does."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "support"))
    return importlib.import_module("made_elsewhere")


def numbers() -> Iterator[str]:
    return map(str, range(30))


def test_they_come_in_the_order_of_the_packages_from_several_processes(elsewhere: Any) -> None:
    found = [one.replaced for one in makers(elsewhere.named, 2)(numbers())]

    assert [package for package, _ in found] == list(numbers())
    assert str(os.getpid()) not in {process for _, process in found}


def test_a_store_that_is_away_is_said_at_the_package_that_could_not_be_read(elsewhere: Any) -> None:
    making = makers(elsewhere.away_at_seven, 1)(numbers())
    before = [next(making).replaced[0] for _ in range(7)]
    with pytest.raises(StoreAway, match="package 7"):
        next(making)

    assert before == [str(number) for number in range(7)]


def test_a_process_that_is_killed_ends_the_work_with_a_remedy(elsewhere: Any) -> None:
    with pytest.raises(CannotWork, match="run the same again"):
        list(makers(elsewhere.killed_at_seven, 1)(numbers()))


def test_packages_are_taken_only_some_ahead(elsewhere: Any) -> None:
    taken: list[str] = []

    def watched() -> Iterator[str]:
        for number in numbers():
            taken.append(number)
            yield number

    making = makers(elsewhere.named, 1)(watched())
    next(making)

    assert len(taken) < 10
