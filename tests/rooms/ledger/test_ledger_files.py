"""The log in a folder: its layout, who may write, and what stands in the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer, sign
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.tile import bundle
from archive.ledger.log.tree import leaf_hash
from archive.ledger.port import Head, LedgerDamaged, LedgerUnreadable, NotASigner
from tests.rooms.ledger.made_entries import made, several


def listed(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_lays_out_its_files_as_tlog_tiles(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(300))

    assert listed(folder) == [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ]


def test_keeps_partial_tiles_until_the_full_one_is_there(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(3))
    ledger.append(several(4, 3))
    assert listed(folder / "tile" / "0") == ["000.p/3", "000.p/7"]
    assert listed(folder / "tile" / "entries") == ["000.p/3", "000.p/7"]

    ledger.append(several(249, 7))
    assert listed(folder / "tile") == ["0/000", "1/000.p/1", "entries/000"]
    assert not (folder / "tile" / "0" / "000.p").exists()


def test_a_checkpoint_kept_from_before_is_still_served(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    ledger.append(several(3))
    kept = (folder / "checkpoint").read_bytes()
    ledger.append(several(300, 3))
    (folder / "checkpoint").write_bytes(kept)

    reader = FilesLedger(folder, signer.verifier)
    assert [found.entry for found in reader.since(0)] == several(3)
    with pytest.raises(LedgerDamaged, match="beyond the checkpoint"):
        reader.verify()


def test_reading_goes_on_while_the_log_grows(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    ledger.append(several(300))
    reading = FilesLedger(folder, signer.verifier).since(0)
    first = next(reading)
    ledger.append(several(300, 300))

    assert [first.entry, *(found.entry for found in reading)] == several(300)


def test_anyone_may_read_with_the_verifier_key(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    head = ledger.append(several(3))
    reader = FilesLedger(folder, signer.verifier)

    assert reader.verify() == head
    assert [found.entry for found in reader.since(0)] == several(3)


def test_appending_needs_the_signing_key(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    with pytest.raises(NotASigner, match="was opened for reading: appending needs its signing key"):
        FilesLedger(folder, signer.verifier).append(several(1))
    assert ledger.head().size == 0


def test_the_signing_key_must_belong_to_the_verifier_key(folder: Path, signer: Signer) -> None:
    with pytest.raises(ValueError, match="does not belong to the verifier key"):
        FilesLedger(folder, signer.verifier, Signer("khizana/test", b"\x07" * 32))


def test_another_key_reads_nothing(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(3))

    with pytest.raises(LedgerDamaged, match="make sure that the key is this ledger's"):
        FilesLedger(folder, Signer("khizana/test", b"\x07" * 32).verifier).head()


def test_is_begun_once(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    head = ledger.append(several(3))

    with pytest.raises(FileExistsError, match="a ledger is begun once"):
        FilesLedger.create(folder, signer)
    assert ledger.verify() == head


def test_a_lost_checkpoint_is_damage_and_not_an_empty_ledger(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    ledger.append(several(3))
    (folder / "checkpoint").unlink()

    with pytest.raises(LedgerDamaged, match="checkpoint is missing"):
        ledger.append(several(1))
    with pytest.raises(FileExistsError):
        FilesLedger.create(folder, signer)


def test_what_could_not_be_read_is_not_called_damaged(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(3))
    (folder / "tile" / "entries" / "000.p" / "3").unlink()
    (folder / "tile" / "entries" / "000.p" / "3").mkdir()

    with pytest.raises(LedgerUnreadable, match=r"000\.p/3 could not be read: Is a directory"):
        ledger.verify()


def test_an_entry_of_a_later_version_is_not_guessed_at(ledger: FilesLedger, folder: Path) -> None:
    later = made(0).encode().replace(b'"v":1', b'"v":2')
    _forge(folder, Signer("khizana/test", bytes(range(32))), later)

    assert ledger.verify().size == 1
    with pytest.raises(LedgerUnreadable, match=r"entry 0 of .* needs a newer Khizana"):
        list(ledger.since(0))


def test_writers_take_turns(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    def write(worker: int) -> None:
        for number in range(8):
            FilesLedger(folder, signer.verifier, signer).append(several(20, worker * 1000 + number * 20))

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(write, range(4)))

    found = [recorded.entry.subject for recorded in ledger.since(0)]
    assert ledger.verify().size == 640
    assert sorted(found) == sorted(made(worker * 1000 + number).subject for worker in range(4) for number in range(160))


def test_a_write_that_fails_loses_nothing_and_is_not_for_ever(ledger: FilesLedger, folder: Path) -> None:
    before = ledger.append(several(3))
    (folder / "tile" / "1").write_bytes(b"in the way of a folder")

    with pytest.raises(OSError, match="tile/1"):
        ledger.append(several(256, 3))
    assert ledger.verify() == before

    (folder / "tile" / "1").unlink()
    assert ledger.append(several(256, 3)).size == 259
    assert ledger.verify().size == 259


def _forge(folder: Path, signer: Signer, entry: bytes) -> None:
    """A log of one entry, rightly hashed and signed by the key of the log."""
    for path, content in (("0", leaf_hash(entry)), ("entries", bundle([entry]))):
        place = folder / "tile" / path / "000.p" / "1"
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
    (folder / "checkpoint").write_bytes(sign(Head(1, leaf_hash(entry)), signer))
