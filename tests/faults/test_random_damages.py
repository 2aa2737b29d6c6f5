"""Random damages of every kind over a store: each is found, named rightly, and nothing else is. `make faults` does a thousand."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import LONG
from tests.support.cli import khizana
from tests.support.hurting import KINDS, Hurting, Truth

DAMAGES = 1000 if LONG else 150
SEED = 20260305
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("damages")]


@pytest.fixture(scope="module")
def archive(small_delivery: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("damages") / "archive"
    assert khizana("init", made, "--name", "damaged").code == 0
    assert khizana("ingest", small_delivery, "--archive", made).code == 0
    return made


def remove(path: Path) -> None:
    for folder in (path, *(below for below in path.rglob("*") if below.is_dir() and not below.is_symlink())):
        if folder.is_dir() and not folder.is_symlink():
            folder.chmod(0o755)
    shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def rounds() -> Iterator[list[tuple[str, int]]]:
    """Kinds in an order drawn by lot, each as often as any other, four at a time; and a seed for each."""
    chance = random.Random(SEED)
    kinds = [KINDS[number % len(KINDS)].__name__ for number in range(DAMAGES)]
    chance.shuffle(kinds)
    for start in range(0, len(kinds), 4):
        yield [(kind, chance.randrange(2**32)) for kind in kinds[start : start + 4]]


def found_in(package: Any) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    differences = {(one["outcome"], one["path"]) for one in package["differences"]}
    return differences, {(one["code"], one["place"]) for one in package["findings"]}


def agrees(truth: Truth, package: Any | None) -> bool:
    if package is None:
        return not truth.gone and not truth.differences and not truth.findings
    if truth.gone:
        return bool(package["outcome"] == "missing")
    differences, findings = found_in(package)
    if truth.exact:
        return (differences, findings) == (truth.differences, truth.findings)
    return differences >= truth.differences and findings >= truth.findings


def test_random_damages_are_all_found_and_named_rightly(archive: Path, tmp_path: Path) -> None:
    stored = archive / "store" / "packages"
    bags = sorted(stored.glob("*/*"))
    for bag in bags:
        shutil.copytree(bag, tmp_path / bag.name)
    tried: Counter[str] = Counter()
    wrong: list[object] = []
    for hurts in rounds():
        truths = {}
        for bag, (kind, seed) in zip(bags, hurts, strict=False):
            truths[bag.name] = Hurting(bag, random.Random(seed)).run(getattr(Hurting, kind))
            tried[kind] += 1

        answered = khizana("audit", "fixity", "--archive", archive, "--json")
        report = answered.json["report"]
        listed = {package["package"]: package for package in report["packages"]}
        wrong += [
            (hurts, name, truth, listed.get(name))
            for name, truth in truths.items()
            if not agrees(truth, listed.get(name))
        ]
        harmless = all(truth == Truth() for truth in truths.values())
        wrong += [] if (answered.code == 0) is harmless else [(hurts, answered.code)]
        for bag in bags[: len(hurts)]:
            for left in (bag, bag.parent / f"{bag.name}.elsewhere"):
                bag.parent.chmod(0o755)
                remove(left)
            shutil.copytree(tmp_path / bag.name, bag)

    assert wrong == []
    assert sum(tried.values()) == DAMAGES
    assert set(tried) == {kind.__name__ for kind in KINDS}
    print(f"{DAMAGES} damages: {sorted(tried.items())}")


def test_what_is_not_damaged_is_not_accused(archive: Path) -> None:
    answered = khizana("audit", "fixity", "--archive", archive, "--json")

    assert (answered.code, answered.json["report"]["packages"]) == (0, [])
