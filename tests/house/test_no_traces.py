"""Nothing in the project belongs to one machine or one registry."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".json", ".sh", ".j2", ".lock", ".txt", ".conf", "", ".yml"}
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted|npmjs\.org|repo1\.maven|proxy\.golang|deb\.debian", re.IGNORECASE)


def texts() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = [Path(name) for name in listed.split("\0") if name and Path(name).suffix in TEXT]
    ours = [path for path in paths if path.parts[0] != "fixtures" and path.name != Path(__file__).name]
    return {str(path): (ROOT / path).read_text("utf-8") for path in ours if (ROOT / path).is_file()}


def test_no_path_of_a_machine_is_committed() -> None:
    found = [path for path, text in texts().items() if MACHINE.search(text)]

    assert found == []


def test_no_host_of_a_package_registry_is_committed() -> None:
    found = [path for path, text in texts().items() if REGISTRIES.search(text)]

    assert found == []


def test_the_lock_file_pins_by_hash() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pinned = [line for line in lines if re.match(r"[a-z0-9]", line)]

    assert len(pinned) > 40
    assert all("==" in line and line.endswith("\\") for line in pinned)
