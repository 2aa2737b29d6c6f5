"""How many branches of the rooms that keep the truth their own tests walk, a line a room."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOMS = ("ledger", "store", "holdings", "audit", "ingest", "life", "package")
TESTS = (
    *(f"tests/rooms/{room}" for room in ROOMS if Path("tests/rooms", room).is_dir()),
    "tests/contracts/test_ledger.py",
    "tests/contracts/test_store.py",
)


def main() -> None:
    """Run the tests under coverage.py, then count; what child processes walk is not seen."""
    coverage = [sys.executable, "-m", "coverage"]
    with tempfile.TemporaryDirectory() as folder:
        data = f"--data-file={folder}/data"
        sources = ",".join(f"archive/{room}" for room in ROOMS)
        run = [*coverage, "run", "--branch", f"--source={sources}", data, "-m", "pytest", "-n", "0", "-q", *TESTS]
        ended = subprocess.run([*run, *sys.argv[1:]], check=False).returncode
        subprocess.run([*coverage, "json", "-q", data, "-o", f"{folder}/said.json"], check=True)
        said = json.loads(Path(folder, "said.json").read_bytes())["files"]
    for room in ROOMS:
        figures = Counter[str]()
        for path, file in said.items():
            if path.startswith(f"archive/{room}/"):
                figures.update({name: value for name, value in file["summary"].items() if isinstance(value, int)})
        walked, there = figures["covered_branches"], figures["num_branches"]
        print(f"{room:9} {walked:4} of {there:4} branches: {walked / there:.1%}")
    sys.exit(ended)


if __name__ == "__main__":
    main()
