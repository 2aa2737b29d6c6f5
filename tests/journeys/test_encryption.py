"""The recipe in docs/encryption.md is run as it stands, with the real program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from khizana.wiring.opening import open_archive
from tests.conftest import ROOT
from tests.support.mutate import flip
from tests.support.replicated import Replicated, contents, replicated

pytestmark = pytest.mark.xdist_group("backup")


def recipe() -> list[str]:
    """The blocks of the page, in order: make a key, encrypt, restore."""
    return re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "encryption.md").read_text("utf-8"), re.DOTALL)


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    places = {name: str(folder / name.lower()) for name in ("SAFE", "KEYS", "OUT", "BACKUP", "UNPACKED", "RESTORED")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(folder), "ARCHIVE": str(folder / "archive"), **places}
    return subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    if shutil.which("age") is None:
        pytest.skip("NO AGE: apt-get install age")
    folder = tmp_path_factory.mktemp("encrypted")
    made = replicated(folder)
    for name in ("safe", "out"):
        (folder / name).mkdir()
    key, encrypt, _ = recipe()
    for script in (key, encrypt):
        done = run(script, folder)
        assert done.returncode == 0, done.stderr
    return made


def test_what_was_encrypted_is_restored_whole(made: Replicated) -> None:
    folder = made.root.parent
    done = run(recipe()[2], folder)

    assert done.returncode == 0, done.stderr
    assert contents(folder / "restored" / "store" / "packages") == contents(made.root / "store" / "packages")
    assert open_archive(folder / "restored").ledger.verify() == open_archive(made.root).ledger.head()


def test_nothing_of_it_can_be_read_without_the_key(made: Replicated) -> None:
    folder = made.root.parent
    written = (folder / "out" / "khizana.tar.age").read_bytes()
    package = next(open_archive(made.root).store.packages()).encode()
    secret = (made.root / "keys" / "ledger.key").read_bytes()

    assert not any(inside in written for inside in (package, secret, b"khizana/twice"))


def test_a_damaged_file_ends_with_an_error(made: Replicated) -> None:
    folder = made.root.parent
    spoilt = folder / "spoilt"
    shutil.copytree(folder / "safe", spoilt / "safe")
    shutil.copytree(folder / "out", spoilt / "out")
    flip(spoilt / "out" / "khizana.tar.age", -100_000)
    done = run(recipe()[2], spoilt)

    assert done.returncode != 0
    assert not (spoilt / "restored" / "archive.toml").exists()
