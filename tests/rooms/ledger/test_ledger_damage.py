"""No byte of the log changes unseen, and the report names the file."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer, sign
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.proof import compare
from archive.ledger.port import Head, LedgerDamaged
from tests.rooms.ledger.made_entries import several


@contextmanager
def flipped(path: Path, place: int) -> Iterator[None]:
    """One byte with all its bits turned, while the block runs."""
    content = path.read_bytes()
    altered = bytearray(content)
    altered[place] ^= 0xFF
    path.write_bytes(altered)
    yield
    path.write_bytes(content)


def parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_finds_every_altered_byte_of_a_small_log(ledger: FilesLedger, folder: Path) -> None:
    head = ledger.append(several(1))

    for path in parts(folder):
        for place in range(path.stat().st_size):
            with flipped(path, place), pytest.raises(LedgerDamaged, match=r"; .*(restore|mirror)"):
                ledger.verify()
    assert ledger.verify() == head


def test_finds_altered_bytes_in_every_file_of_a_larger_log(ledger: FilesLedger, folder: Path) -> None:
    chosen = random.Random(1000)
    for count in (256, 700, 40, 4):
        ledger.append(several(count))

    for path in parts(folder):
        size = path.stat().st_size
        for place in {0, 1, size // 2, size - 1, chosen.randrange(size), chosen.randrange(size)}:
            with flipped(path, place), pytest.raises(LedgerDamaged, match=str(path.relative_to(folder))):
                ledger.verify()
    assert ledger.verify().size == 1000


@pytest.mark.parametrize("change", ["shorter", "longer", "one entry more", "missing"])
def test_finds_files_that_are_cut_or_gone(ledger: FilesLedger, folder: Path, change: str) -> None:
    ledger.append(several(257))
    ledger.append(several(43, 257))

    for path in parts(folder):
        content = path.read_bytes()
        if change == "missing":
            path.unlink()
        else:
            more = b"\x00\x00" if change == "one entry more" else b"\x00"
            path.write_bytes(content[:-1] if change == "shorter" else content + more)
        with_it = path.name == "1" and change == "missing"  # a superseded partial tile that nobody serves any more
        if not with_it or path.parent.parent.name == "1":
            with pytest.raises(LedgerDamaged, match=str(path.relative_to(folder))):
                ledger.verify()
        path.write_bytes(content)


def test_reading_finds_an_altered_entry(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(300))
    bundle = folder / "tile" / "entries" / "000"

    with (
        flipped(bundle, bundle.read_bytes().index(b"archivist-3")),
        pytest.raises(LedgerDamaged, match="entries/000 and"),
    ):
        next(ledger.since(0))


def test_nothing_is_appended_to_a_damaged_edge(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(300))

    for path in ("tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"):
        before = parts(folder)
        with flipped(folder / path, 20), pytest.raises(LedgerDamaged, match=path):
            ledger.append(several(1, 300))
        assert parts(folder) == before


def test_no_proof_is_made_from_damaged_tiles(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(300))

    with (
        flipped(folder / "tile" / "0" / "000", 64),
        pytest.raises(LedgerDamaged, match="do not lead to the signed root"),
    ):
        ledger.prove(7)


@pytest.mark.parametrize("length", [0, 31, 96, 8160])
def test_no_proof_is_made_from_a_tile_cut_short(ledger: FilesLedger, folder: Path, length: int) -> None:
    ledger.append(several(300))
    tile = folder / "tile" / "0" / "000"
    tile.write_bytes(tile.read_bytes()[:length])

    with pytest.raises(LedgerDamaged, match=f"tile/0/000 has {length} bytes"):
        ledger.prove(7)


def test_tells_a_rewritten_log_from_an_altered_one(ledger: FilesLedger, folder: Path, tmp_path: Path) -> None:
    ledger.append(several(300))
    other = FilesLedger.create(tmp_path / "other", Signer("khizana/other", b"\x07" * 32))
    other.append(several(300, 1))
    shutil.rmtree(folder / "tile")
    shutil.copytree(tmp_path / "other" / "tile", folder / "tile")

    with pytest.raises(LedgerDamaged, match="they were rewritten"):
        ledger.verify()


def test_a_log_cut_and_signed_anew_disagrees_with_a_kept_checkpoint(
    ledger: FilesLedger, folder: Path, signer: Signer
) -> None:
    short = ledger.append(several(260))
    kept = ledger.append(several(40, 260))
    (folder / "checkpoint").write_bytes(sign(short, signer))
    with pytest.raises(LedgerDamaged, match=r"tile/0/001\.p/44 lies beyond the checkpoint"):
        ledger.verify()
    for path in ("tile/0/001.p/44", "tile/entries/001.p/44"):
        (folder / path).unlink()
    assert ledger.verify() == short

    with pytest.raises(LedgerDamaged, match="holds 260 entries and the kept checkpoint signs 300"):
        compare(ledger, kept)


def test_a_log_rewritten_and_signed_anew_disagrees_with_a_kept_checkpoint(
    ledger: FilesLedger, folder: Path, signer: Signer
) -> None:
    kept = ledger.append(several(260))
    shutil.rmtree(folder)
    rewritten = FilesLedger.create(folder, signer)
    rewritten.append(several(300, 1))
    assert rewritten.verify().size == 300

    with pytest.raises(LedgerDamaged, match="the ledger was rewritten"):
        compare(rewritten, Head(kept.size, kept.root))
