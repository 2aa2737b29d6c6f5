"""What is due, in which order, by lot or by age; and what an audit did not read, since when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from archive.audit.inventory import Looked
from archive.audit.outcome import Word
from archive.audit.schedule import BINS, Scope, ScopeKind, drawn, selected, unread
from archive.holdings.values import HeldPackage
from archive.model.digest import Digest

NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


def named(count: int) -> list[HeldPackage]:
    return [
        HeldPackage(3 * number, f"p{number}", f"r{number}", Digest.of(b"%d" % number), "", "", NOW, {}, 10, 1000, None)
        for number in range(count)
    ]


def ago(days: float, outcome: Word = Word.INTACT) -> Looked:
    return Looked(NOW - timedelta(days=days), outcome)


def names(chosen: tuple[HeldPackage, ...]) -> list[str]:
    return [one.package for one in chosen]


def test_never_read_comes_first_then_what_was_read_longest_ago() -> None:
    looked = {0: ago(1), 6: ago(400), 9: ago(30)}

    assert names(selected(Scope(ScopeKind.ALL), named(5), looked, NOW)) == ["p1", "p4", "p2", "p3", "p0"]


@pytest.mark.parametrize(("days", "due"), [(89.99, False), (90, True), (91, True)])
def test_a_package_is_due_from_the_day_on(days: float, due: bool) -> None:
    found = selected(Scope(ScopeKind.DUE, days=90), named(1), {0: ago(days)}, NOW)

    assert bool(found) is due


def test_a_package_that_was_never_read_is_always_due() -> None:
    assert names(selected(Scope(ScopeKind.DUE, days=90), named(2), {0: ago(1)}, NOW)) == ["p1"]


def test_one_package_is_chosen_by_its_name() -> None:
    assert names(selected(Scope(ScopeKind.PACKAGE, package="p1"), named(3), {}, NOW)) == ["p1"]


def test_the_same_seed_draws_the_same_sample_whatever_was_read_before() -> None:
    scope = Scope(ScopeKind.SAMPLE, percent=Decimal("2"), seed="s", size=10_000)
    one = selected(scope, named(1000), {}, NOW)
    other = selected(scope, named(1000), {3 * number: ago(number) for number in range(500)}, NOW)

    assert len(one) == 20
    assert set(names(one)) == set(names(other))


def test_another_seed_draws_another_sample() -> None:
    packages = named(1000)

    assert drawn(packages, Decimal(2), "a") != drawn(packages, Decimal(2), "b")


@pytest.mark.parametrize(("percent", "count"), [("0.1", 1), ("33.4", 2), ("100", 3)])
def test_a_share_is_rounded_up(percent: str, count: int) -> None:
    assert len(drawn(named(3), Decimal(percent), "s")) == count


def test_a_sample_is_drawn_from_what_the_ledger_named_then() -> None:
    scope = Scope(ScopeKind.SAMPLE, percent=Decimal(100), seed="s", size=4)

    assert sorted(names(selected(scope, named(5), {}, NOW))) == ["p0", "p1"]


def test_every_package_should_be_drawn_about_as_often_as_another() -> None:
    packages = named(50)
    times = [0] * 50
    for seed in range(400):
        for one in drawn(packages, Decimal(10), str(seed)):
            times[one.position // 3] += 1

    assert min(times) > 15 and max(times) < 75


def test_what_was_not_read_is_told_by_age() -> None:
    looked = {0: ago(3), 3: ago(7), 6: ago(8), 9: ago(400, Word.ALTERED), 15: ago(800)}
    found = unread(named(6), looked, NOW)

    assert (found.packages, found.never, found.differing) == (6, 1, 1)
    assert dict(zip((*BINS, None), found.ages, strict=True)) == {7: 2, 30: 1, 90: 0, 365: 0, None: 2}
    assert found.oldest == ("p5", NOW - timedelta(days=800))


def test_nothing_unread_is_nothing() -> None:
    found = unread([], {}, NOW)

    assert (found.packages, found.never, found.oldest, sum(found.ages)) == (0, 0, None, 0)
