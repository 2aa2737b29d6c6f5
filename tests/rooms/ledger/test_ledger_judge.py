"""The log is what the specification says, in the eyes of a tool that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer
from archive.ledger.keys.keys import generate, read_signer, verifier_path
from archive.ledger.log.files import FilesLedger
from tests.rooms.ledger.made_entries import several
from tests.support.tessera import fsck

pytestmark = pytest.mark.judge


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 1000, 70_000])
def test_tessera_accepts_the_log(ledger: FilesLedger, folder: Path, signer: Signer, size: int) -> None:
    ledger.append(several(size))

    outcome = fsck(folder, str(signer.verifier))
    assert outcome.accepted, outcome.said


def test_tessera_accepts_a_log_that_grew_in_small_steps(ledger: FilesLedger, folder: Path, signer: Signer) -> None:
    size = 0
    for count in (1, 1, 253, 1, 1, 20, 235, 1, 30):
        size = ledger.append(several(count, size)).size

    outcome = fsck(folder, str(signer.verifier))
    assert outcome.accepted, outcome.said


def test_tessera_reads_our_key_files(tmp_path: Path) -> None:
    generate(tmp_path / "ledger.key", "khizana/archive-1")
    FilesLedger.create(tmp_path / "ledger", read_signer(tmp_path / "ledger.key")).append(several(3))

    outcome = fsck(tmp_path / "ledger", verifier_path(tmp_path / "ledger.key").read_text())
    assert outcome.accepted, outcome.said


@pytest.mark.parametrize(
    "path", ["checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"]
)
def test_tessera_refuses_an_altered_log(ledger: FilesLedger, folder: Path, signer: Signer, path: str) -> None:
    ledger.append(several(300))
    content = bytearray((folder / path).read_bytes())
    content[20] ^= 0xFF
    (folder / path).write_bytes(content)

    assert not fsck(folder, str(signer.verifier), seconds=3).accepted


def test_tessera_refuses_the_key_of_another(ledger: FilesLedger, folder: Path) -> None:
    ledger.append(several(3))

    assert not fsck(folder, str(Signer("khizana/test", b"\x07" * 32).verifier), seconds=3).accepted
