"""What we ship is what we mean to ship."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_four_packages_and_the_published_language(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()

    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "archive",
        "indexer",
        "khizana",
        "register_maker",
    }
    assert "khizana/schemas/act.schema.json" in names
    assert "khizana/schemas/findings.json" in names
    assert {name.rpartition("/")[2] for name in names if "/locale/" in name} == {"khizana.mo"}
