"""The power goes after any system call of a repair: who looks finds what was there or what is whole, and evidence is kept."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.faults.conftest import LONG
from tests.faults.disk import Disk, Node, write
from tests.faults.power_cut import mark_of, states
from tests.faults.test_interrupted_repair import DOCUMENT, Base, changing, document_of, judge, package_of, pytestmark
from tests.faults.test_interrupted_repair import base as base  # a fixture
from tests.support.damaging import seen

__all__ = ["pytestmark"]

SEED = 20260301
RANDOMLY = 20 if LONG else 1
EACH = 2 if LONG else 12
"""Of so many different states, one is judged."""


def renumber(root: Path, named: Mapping[str, Node], numbers: Mapping[str, Node]) -> None:
    """A copy of a disk has other inode numbers: what is named after one gets the number that it has there."""
    for path in named:
        place = root / path.lstrip("/")
        start, _, number = place.name.rpartition("-")
        if number in numbers and place.exists():
            owner = next((root / other.lstrip("/") for other, node in named.items() if node is numbers[number]), None)
            inode = owner.stat().st_ino if owner and owner.exists() else 1
            os.chmod(place, 0o755) if place.is_dir() else None
            place.rename(place.with_name(f"{start}-{inode}"))


def test_a_power_cut_after_any_call_leaves_one_of_the_two_and_loses_no_evidence(base: Base, tmp_path: Path) -> None:
    calls = changing(base, tmp_path / "recorded")
    chance = random.Random(SEED)
    disk = Disk(base.root, base.root.with_name("now"))
    looked, judged, met = 0, 0, set()
    for number, call in enumerate(calls):
        disk.see(call)
        for fates in states(disk.pieces, chance, RANDOMLY):
            if disk.impossible(fates):
                continue
            looked += 1
            found = disk.after(fates)
            mark = mark_of(found)
            if mark in met:
                continue
            met.add(mark)
            last = number == len(calls) - 1
            if len(met) % EACH and not last:
                continue
            judged += 1
            root = tmp_path / f"cut-{judged}"
            write(found, root)
            renumber(root, disk.named(fates), disk.numbers)
            if last:
                assert package_of(root) == seen_whole(base)
                assert document_of(root) == DOCUMENT
            judge(base, root, f"cut after {number}: {call} {call.arguments[:2]}")
            os.system(f"chmod -R u+w {root}")
            shutil.rmtree(root)
    print(f"{len(calls)} calls, {looked} states, {len(met)} different, {judged} judged")

    assert judged > 10


def seen_whole(base: Base) -> dict[str, tuple[int, bytes]]:
    from archive.store.folder_store.folder import FolderStore
    from tests.rooms.store.made_package import PACKAGE

    return seen(FolderStore(base.root / "b").folder(PACKAGE))


def test_a_repair_that_syncs_nothing_is_noticed(base: Base, tmp_path: Path) -> None:
    disk = Disk(base.root, base.root.with_name("now"))
    for call in changing(base, tmp_path / "recorded"):
        if "sync" not in call.name:
            disk.see(call)
    write(disk.after({}), tmp_path / "cut")

    assert package_of(tmp_path / "cut") != seen_whole(base)
