"""The copy of a ledger is grown anew from its entries: what is not ours never gets our checkpoint."""

from __future__ import annotations

import itertools
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.log_replica import CHECKPOINT, copy_beside, mirror
from archive.ledger.log.tile import bundle, unbundle
from archive.ledger.log.tree import leaf_hash
from archive.ledger.port import Head, LedgerDamaged
from tests.support import tessera
from tests.support.mutate import flip

SIGNER = Signer("khizana/test", bytes(range(32)))
SIZES = (1, 255, 256, 257, 1000)


def entries(start: int, end: int) -> list[Entry]:
    time = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Entry(EntryType.AUDIT, time, "op", "fixity", "intact", counts={"n": number}) for number in range(start, end)
    ]


def grown(folder: Path, size: int) -> FilesLedger:
    if not (folder / CHECKPOINT).exists():
        FilesLedger.create(folder, SIGNER)
    ledger = FilesLedger(folder, SIGNER.verifier, SIGNER)
    ledger.append(entries(ledger.head().size, size))
    return ledger


def mirrored(ours: Path, copy: Path) -> Head:
    ledger = FilesLedger(ours, SIGNER.verifier)
    return mirror(ledger, (ours / CHECKPOINT).read_bytes(), SIGNER.origin, copy)


def verified(copy: Path) -> Head:
    return FilesLedger(copy, SIGNER.verifier).verify()


@pytest.mark.parametrize("size", SIZES)
def test_a_copy_is_the_same_log(tmp_path: Path, size: int) -> None:
    ledger = grown(tmp_path / "ours", size)
    mirrored(tmp_path / "ours", tmp_path / "copy")

    assert verified(tmp_path / "copy") == ledger.head()
    assert (tmp_path / "copy" / CHECKPOINT).read_bytes() == (tmp_path / "ours" / CHECKPOINT).read_bytes()


@pytest.mark.parametrize(("before", "after"), list(itertools.pairwise(SIZES)))
def test_a_copy_follows(tmp_path: Path, before: int, after: int) -> None:
    grown(tmp_path / "ours", before)
    mirrored(tmp_path / "ours", tmp_path / "copy")
    ledger = grown(tmp_path / "ours", after)
    mirrored(tmp_path / "ours", tmp_path / "copy")

    assert verified(tmp_path / "copy") == ledger.head()
    # A partial tile may stand beside the full one; nothing else is there that ours has not.
    extra = {p.relative_to(tmp_path / "copy") for p in (tmp_path / "copy" / "tile").rglob("*") if p.is_file()}
    extra -= {p.relative_to(tmp_path / "ours") for p in (tmp_path / "ours" / "tile").rglob("*")}
    assert extra == set()


@pytest.mark.judge
def test_a_judge_that_is_not_ours_accepts_a_copy(tmp_path: Path) -> None:
    for size in (257, 1000):
        grown(tmp_path / "ours", size)
        mirrored(tmp_path / "ours", tmp_path / "copy")

        found = tessera.fsck(tmp_path / "copy", str(SIGNER.verifier))
        assert found.accepted, found.said


def test_a_copy_of_another_log_is_not_written_over(tmp_path: Path) -> None:
    grown(tmp_path / "ours", 5)
    other = FilesLedger.create(tmp_path / "other", SIGNER)
    other.append(entries(100, 103))
    shutil.copytree(tmp_path / "other", tmp_path / "copy")

    with pytest.raises(LedgerDamaged):
        mirrored(tmp_path / "ours", tmp_path / "copy")
    assert verified(tmp_path / "copy") == other.head()


def test_a_ledger_that_was_cut_short_is_not_copied(tmp_path: Path) -> None:
    grown(tmp_path / "ours", 10)
    shutil.copytree(tmp_path / "ours", tmp_path / "short")
    grown(tmp_path / "ours", 300)
    mirrored(tmp_path / "ours", tmp_path / "copy")

    with pytest.raises(LedgerDamaged):
        mirrored(tmp_path / "short", tmp_path / "copy")
    assert verified(tmp_path / "copy").size == 300


@pytest.mark.parametrize(
    ("place", "at", "said"),
    [
        ("tile/0/001.p/44", 20, "tiles in .* do not lead"),
        ("tile/entries/001.p/44", 20, "001.p/44 is altered"),
        ("tile/entries/001.p/44", 0, "001.p/44 is altered"),
        ("checkpoint", 20, "copy/checkpoint"),
    ],
)
def test_a_copy_that_was_altered_is_not_continued(tmp_path: Path, place: str, at: int, said: str) -> None:
    grown(tmp_path / "ours", 300)
    mirrored(tmp_path / "ours", tmp_path / "copy")
    flip(tmp_path / "copy" / place, at)
    grown(tmp_path / "ours", 310)

    with pytest.raises(LedgerDamaged, match=said):
        mirrored(tmp_path / "ours", tmp_path / "copy")


def test_entries_that_do_not_lead_to_the_checkpoint_get_none(tmp_path: Path) -> None:
    grown(tmp_path / "ours", 10)
    mirrored(tmp_path / "ours", tmp_path / "copy")
    grown(tmp_path / "ours", 20)
    flip(tmp_path / "ours" / "tile" / "entries" / "000.p" / "20", -20)

    with pytest.raises((LedgerDamaged, OSError)):
        mirrored(tmp_path / "ours", tmp_path / "copy")
    assert verified(tmp_path / "copy").size == 10


def test_entries_and_tiles_that_were_rewritten_together_do_not_get_the_checkpoint(tmp_path: Path) -> None:
    grown(tmp_path / "ours", 20)
    bundles, tile = tmp_path / "ours" / "tile" / "entries" / "000.p" / "20", tmp_path / "ours" / "tile/0/000.p/20"
    forged = [entry.replace(b'"n":15', b'"n":95') for entry in unbundle(bundles.read_bytes())]
    bundles.write_bytes(bundle(forged))
    tile.write_bytes(b"".join(leaf_hash(entry) for entry in forged))

    with pytest.raises(LedgerDamaged, match="do not lead from the copy"):
        mirrored(tmp_path / "ours", tmp_path / "copy")
    assert not (tmp_path / "copy" / CHECKPOINT).exists()


def test_the_key_under_which_the_copy_was_signed_may_have_changed(tmp_path: Path) -> None:
    old = Signer(SIGNER.origin, bytes([7]) * 32)
    ledger = FilesLedger.create(tmp_path / "ours", old)
    ledger.append(entries(0, 5))
    mirror(ledger, (tmp_path / "ours" / CHECKPOINT).read_bytes(), SIGNER.origin, tmp_path / "copy")
    shutil.rmtree(tmp_path / "ours")
    grown(tmp_path / "ours", 9)
    mirrored(tmp_path / "ours", tmp_path / "copy")

    assert verified(tmp_path / "copy").size == 9


def test_what_a_killed_copy_left_does_not_hinder_the_next(tmp_path: Path) -> None:
    ledger = grown(tmp_path / "ours", 600)
    mirrored(tmp_path / "ours", tmp_path / "copy")
    ledger.append(entries(600, 1300))
    (tmp_path / "copy" / "aside").mkdir(exist_ok=True)
    for number in range(3):
        (tmp_path / "copy" / "aside" / f"file-{number}").write_bytes(b"half a tile")
    mirrored(tmp_path / "ours", tmp_path / "copy")

    assert verified(tmp_path / "copy") == ledger.head()


def test_what_lies_beside_the_log_is_copied_and_what_is_there_already_stays(tmp_path: Path) -> None:
    grown(tmp_path / "ours", 5)
    mirrored(tmp_path / "ours", tmp_path / "copy")
    beside = {"witnessed/5.ab": b"one signature", "handovers/3.tlog-proof": b"proof", "stamped/5.cd.tsr": b"answer"}
    for path, content in {**beside, "lost/4.json": b"{}", "other/file": b"not ours to copy"}.items():
        (tmp_path / "ours" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "ours" / path).write_bytes(content)
    copy_beside(tmp_path / "ours", tmp_path / "copy")
    there = (tmp_path / "copy/handovers/3.tlog-proof").stat()
    (tmp_path / "copy/witnessed/4.ab").write_bytes(b"of a copy before")
    (tmp_path / "ours/witnessed/5.ab").write_bytes(b"two signatures")
    copy_beside(tmp_path / "ours", tmp_path / "copy")
    found = {str(one.relative_to(tmp_path / "copy")): one.read_bytes() for one in (tmp_path / "copy").glob("*/*.*")}

    assert {path: content for path, content in found.items() if not path.startswith("tile")} == {
        **beside,
        "witnessed/5.ab": b"two signatures",
        "witnessed/4.ab": b"of a copy before",
        "lost/4.json": b"{}",
    }
    assert (tmp_path / "copy/handovers/3.tlog-proof").stat().st_mtime_ns == there.st_mtime_ns
    assert list((tmp_path / "copy/aside").iterdir()) == []


def test_a_checkpoint_of_ours_that_is_none_is_told_as_ours(tmp_path: Path) -> None:
    ledger = grown(tmp_path / "ours", 5)

    with pytest.raises(LedgerDamaged, match=r"^our checkpoint: "):
        mirror(ledger, b"no note", SIGNER.origin, tmp_path / "copy")
    assert not (tmp_path / "copy" / CHECKPOINT).exists()
