"""What may only be read is searched and audited; what a power cut or a hand took from the derived rooms is made again."""

from __future__ import annotations

import grp
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.unprivileged import bound, open_to_all

FIXTURES = Path(__file__).parents[2] / "fixtures"
pytestmark = pytest.mark.xdist_group("read only")


def taken_in(archive: Path) -> Path:
    assert khizana("init", archive, "--name", "still").code == 0
    assert khizana("ingest", FIXTURES / "right-births", "--archive", archive).code == 0
    return archive


@pytest.fixture(scope="module")
def still() -> Iterator[Path]:
    """An archive in which nobody may write; root is not bound, so that it asks as somebody else."""
    with open_to_all() as folder:
        archive = taken_in(folder / "archive")
        folders = [archive, *(path for path in archive.rglob("*") if path.is_dir())]
        for one in folders:
            one.chmod(0o555)
        yield archive
        for one in folders:
            one.chmod(0o755)


def told(archive: Path, *command: str) -> Any:
    asked = bound(sys.executable, "-m", "khizana", *command, "--archive", archive, "--json")
    environment = {**os.environ, "HOME": "/nonexistent"}
    answered = subprocess.run(asked, capture_output=True, text=True, timeout=500, check=False, env=environment)
    assert answered.returncode == 0, answered.stdout + answered.stderr
    return json.loads(answered.stdout)


def state(archive: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_size) for path in sorted(archive.rglob("*"))}


def test_what_may_only_be_read_is_searched_shown_and_audited(still: Path) -> None:
    before = state(still)
    found = told(still, "search", "عماد بلافريج")
    act = found["hits"][0]["act"]
    assert told(still, "show", act)["act"] == act
    assert told(still, "status")["lag"] == {"catalogue": 0, "index": 0}
    fixity = told(still, "audit", "fixity")
    assert (fixity["report"]["conclusion"], fixity["recorded"], fixity["files"]) == ("intact", False, [])
    assert told(still, "audit", "completeness")["report"]["conclusion"] == "complete"
    assert told(still, "audit", "rules")["files"] == []

    assert state(still) == before


def test_a_new_archive_is_closed_to_others_and_open_to_a_group_that_is_named(tmp_path: Path) -> None:
    previous = os.umask(0o022)
    try:
        assert khizana("init", tmp_path / "own", "--name", "own").code == 0
        group = grp.getgrgid(os.getgid()).gr_name
        assert khizana("init", tmp_path / "shared", "--name", "shared", "--group", group).code == 0
    finally:
        os.umask(previous)
    modes = [
        stat.S_IMODE((tmp_path / name).stat().st_mode)
        for name in ("own", "own/keys", "shared", "shared/keys", "shared/keys/ledger.key")
    ]

    assert modes == [0o700, 0o700, 0o750, 0o750, 0o600]
    unknown = khizana("init", tmp_path / "none", "--name", "none", "--group", "no-such-group")
    assert (unknown.code, (tmp_path / "none").exists()) == (2, False)


def test_a_folder_for_writing_that_was_deleted_is_made_again(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert khizana("init", archive, "--name", "swept").code == 0
    (archive / "store" / "staging").rmdir()

    assert khizana("ingest", FIXTURES / "right-births", "--archive", archive).code == 0


@pytest.mark.parametrize("command", [("search", "محمد"), ("show",)], ids=["search", "show"])
def test_an_index_that_lost_its_last_commit_is_whole_at_the_next_question(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    archive = taken_in(tmp_path / "archive")
    kept = tmp_path / "kept"
    for room in ("index", "catalogue"):
        shutil.copytree(archive / room, kept / room)
    assert khizana("ingest", FIXTURES / "right-pages-only", "--archive", archive).code == 0
    for room in ("index", "catalogue"):
        shutil.rmtree(archive / room)
        shutil.copytree(kept / room, archive / room)
    act = str(next(open_archive(archive).reading.acts(next(open_archive(archive).store.packages())))["id"])
    assert khizana("status", "--archive", archive, "--json").json["lag"]["index"] > 0
    asked = (*command, act) if command == ("show",) else command
    assert khizana(*asked, "--archive", archive).code == 0

    assert khizana("status", "--archive", archive, "--json").json["lag"] == {"catalogue": 0, "index": 0}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_list_of_a_lagging_index_says_so(tmp_path: Path, language: str) -> None:
    archive = taken_in(tmp_path / "archive")
    shutil.copytree(archive / "index", tmp_path / "kept")
    assert khizana("ingest", FIXTURES / "right-pages-only", "--archive", archive).code == 0
    shutil.rmtree(archive / "index")
    shutil.copytree(tmp_path / "kept", archive / "index")
    (archive / "lock").unlink(missing_ok=True)
    (archive / "lock").mkdir()  # nobody can take it, so that the index goes on lagging
    said = khizana("search", "محمد", "--archive", archive, "--lang", language)

    assert said.code == 0
    assert {"ar": "متأخر", "fr": "retard", "en": "behind the ledger"}[language] in said.out
