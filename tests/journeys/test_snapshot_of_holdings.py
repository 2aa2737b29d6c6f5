"""The snapshot of what is held thrown away, spoilt, older or of another archive: the answers are the same.

Each is sealed as the program itself seals it, so that no seal gives it away: what finds it is what it says of the ledger.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.api.rights import sealing_key
from archive.holdings import seal
from khizana import settings
from tests.support.cli import khizana
from tests.support.kept import Kept, unpacked

BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
ASKED = (("status",), ("holds",), ("requests",), ("delivery", "list"), ("show", BIRTHS), ("premis", f"{BIRTHS}-v1"))
PAGE = 4096
"""Bytes of a page of SQLite."""


@dataclass(frozen=True, slots=True)
class Lived:
    """An archive, the snapshot that it had before its last entries, and that of an archive of others."""

    archive: Kept
    older: Path
    of_others: Path

    @property
    def snapshot(self) -> Path:
        return self.archive.root / "holdings.db"

    def answers(self) -> list[Any]:
        return [self.archive.call(*command, "--json").json for command in ASKED]

    def sealed(self) -> None:
        """Seal what lies there as the program does."""
        seal.put(self.snapshot, sealing_key(settings.read(self.archive.root)))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("lived")
    archive, others = unpacked(folder), folder / "others"
    assert archive.call("status").code == 0
    older = Path(shutil.copy(archive.root / "holdings.db", folder / "older.db"))
    assert archive.call("hold", BIRTHS, "--reason", "court-case-12").code == 0
    assert khizana("init", others, "--name", "others").code == 0
    for number in range(3):
        assert khizana("delivery", "template", folder / f"d{number}").code == 0
        khizana("ingest", folder / f"d{number}", "--archive", others)
    made = Lived(archive, older, others / "holdings.db")
    made.answers()  # the first who asks also lets catalogue and index catch up
    return made


def thrown_away(lived: Lived) -> None:
    lived.snapshot.unlink()


def spoilt_at_its_beginning(lived: Lived) -> None:
    content = bytearray(lived.snapshot.read_bytes())
    content[100:300] = bytes(200)
    lived.snapshot.write_bytes(content)


def spoilt_in_its_rows(lived: Lived) -> None:
    """What is found only when somebody asks for them."""
    content = lived.snapshot.read_bytes()
    kept = len(content) // PAGE // 4 * PAGE
    lived.snapshot.write_bytes(content[:kept] + bytes(len(content) - kept))


def older(lived: Lived) -> None:
    shutil.copy(lived.older, lived.snapshot)


def of_another_archive(lived: Lived) -> None:
    shutil.copy(lived.of_others, lived.snapshot)


@pytest.mark.parametrize(
    "change", [thrown_away, spoilt_at_its_beginning, spoilt_in_its_rows, older, of_another_archive]
)
def test_whatever_became_of_the_snapshot_the_answers_are_the_same(
    lived: Lived, change: Callable[[Lived], None]
) -> None:
    before = lived.answers()
    change(lived)
    if lived.snapshot.exists():
        lived.sealed()

    assert lived.answers() == before
