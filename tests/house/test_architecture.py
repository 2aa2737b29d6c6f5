"""The walls of the house stand where the design says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def sources() -> list[Path]:
    return [path for room in ("archive", "indexer", "khizana") for path in sorted((ROOT / room).rglob("*.py"))]


def test_rooms_import_only_what_the_design_allows() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    kept = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert kept.returncode == 0, kept.stdout


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }

    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in sources() if not path.read_text("utf-8").startswith('"""')]

    assert silent == []
