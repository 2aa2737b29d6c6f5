"""A crash loses nothing that was acknowledged, and the next append goes on."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.ledger.keys.checkpoint import Signer
from archive.ledger.keys.keys import generate, read_signer
from archive.ledger.log.files import FilesLedger
from tests.rooms.ledger.made_entries import batch, several

KILLS = 15
APPENDING = Path(__file__).with_name("appending.py")


def parts(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def put(source: Path, target: Path, path: Path) -> None:
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source / path, target / path)


def test_killed_at_any_moment_it_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    moments = random.Random(15)
    key, folder = tmp_path / "ledger.key", tmp_path / "ledger"
    verifier = generate(key, "khizana/test")
    FilesLedger.create(folder, read_signer(key))
    boundaries = {0}
    acknowledged = 0

    for _ in range(KILLS):
        command = [sys.executable, str(APPENDING), str(folder), str(key)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            acknowledged = int(writer.stdout.readline())
            time.sleep(moments.uniform(0, 0.03))
            writer.kill()
            said = [line for line in writer.stdout.read().split("\n")[:-1] if line]
            acknowledged = int(said[-1]) if said else acknowledged
        while max(boundaries) < acknowledged + 400:
            boundaries.add(max(boundaries) + batch(max(boundaries)))
        head = FilesLedger(folder, verifier).verify()

        assert head.size >= acknowledged
        assert head.size in boundaries
    assert [found.entry for found in FilesLedger(folder, verifier).since(0)] == several(head.size)


@pytest.mark.parametrize(("held", "more"), [(0, 1), (3, 4), (250, 20), (256, 1), (510, 300)])
def test_stopped_after_any_file_it_goes_on(tmp_path: Path, signer: Signer, held: int, more: int) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    old = FilesLedger.create(before, signer).append(several(held))
    shutil.copytree(before, after)
    FilesLedger(after, signer.verifier, signer).append(several(more, held))
    written = sorted(parts(after) - parts(before), key=lambda path: (after / path).stat().st_mtime_ns)
    assert written

    for count in range(len(written) + 1):
        crashed, clean = tmp_path / f"crashed{count}", tmp_path / f"clean{count}"
        shutil.copytree(before, crashed)
        shutil.copytree(before, clean)
        (crashed / "aside" / f"size-{held + more}").touch()
        (crashed / "aside" / "file").write_bytes(b"half a file")
        for path in written[:count]:
            put(after, crashed, path)
        ledger = FilesLedger(crashed, signer.verifier, signer)

        assert ledger.verify() == old
        assert ledger.append(several(2, 9000)) == FilesLedger(clean, signer.verifier, signer).append(several(2, 9000))
        assert ledger.verify().size == held + 2
        assert parts(crashed) == parts(clean)


def test_stopped_before_it_tidied_it_goes_on(ledger: FilesLedger, folder: Path, tmp_path: Path) -> None:
    ledger.append(several(250))
    shutil.copytree(folder, tmp_path / "before")
    head = ledger.append(several(10, 250))
    for path in parts(tmp_path / "before") - {Path("checkpoint")}:
        put(tmp_path / "before", folder, path)
    (folder / "aside" / "size-260").touch()

    assert ledger.verify() == head
    ledger.append(several(300, 260))
    assert ledger.verify().size == 560
    assert [found.entry for found in ledger.since(0)] == several(560)


def test_stopped_while_beginning_it_can_be_begun_again(folder: Path, signer: Signer) -> None:
    (folder / "aside").mkdir(parents=True)
    (folder / "aside" / "size-0").touch()
    (folder / "aside" / "file").write_bytes(b"half a checkpoint")

    assert FilesLedger.create(folder, signer).verify().size == 0
    assert parts(folder) == {Path("checkpoint")}
