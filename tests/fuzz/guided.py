"""Guided fuzzing with atheris, which follows the branches that an input takes: python tests/fuzz/guided.py SECONDS [TARGET...].

Each target runs in a process of its own, because libFuzzer ends the process that it is in. Exit code 1 when one broke off.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import types
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDED = (
    "bagit.txt",
    "bag manifest",
    "bag-info.txt",
    "delivery manifest",
    "METS",
    "TIFF",
    "PDF",
    "tar",
    "zip",
    "CSV",
    "XLSX",
)
_ONE = "KHIZANA_FUZZ_TARGET"


def _find_our_tests() -> None:
    """Another distribution installs a package `tests` of its own, which an import prefers to a folder without __init__.py."""
    ours = types.ModuleType("tests")
    ours.__path__ = [str(ROOT / "tests")]
    sys.modules["tests"] = ours
    sys.path.insert(0, str(ROOT))


def one(name: str) -> None:
    """Fuzz one target until libFuzzer ends this process."""
    import atheris

    _find_our_tests()
    with atheris.instrument_imports(include=["archive.delivery", "archive.check.rules"]):
        from tests.fuzz.targets import TARGETS

        target, right = TARGETS[name]
        for content in right:
            target(content)  # what is imported late is instrumented too
    corpus = Path(sys.argv[-1])
    for number, content in enumerate(right):
        (corpus / f"right-{number}").write_bytes(content)
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


def main() -> int:
    """Every target for its share of the time."""
    names = sys.argv[2:] or list(GUIDED)
    share = max(5, int(sys.argv[1]) // len(names))
    broken = 0
    for name in names:
        with tempfile.TemporaryDirectory() as corpus:
            limits = [
                f"-max_total_time={share}",
                "-timeout=30",
                "-rss_limit_mb=2048",
                "-max_len=60000",
                "-print_final_stats=1",
            ]
            command = [sys.executable, __file__, *limits, f"-artifact_prefix={tempfile.gettempdir()}/fuzz-", corpus]
            done = subprocess.run(command, env=os.environ | {_ONE: name}, capture_output=True, text=True, check=False)
        runs = next((line for line in done.stderr.splitlines() if "number_of_executed_units" in line), "no statistics")
        print(f"{name}: {'right' if done.returncode == 0 else 'BROKE OFF'}, {runs}", flush=True)
        if done.returncode:
            print("\n".join(done.stderr.splitlines()[-40:]), flush=True)
            broken += 1
    return 1 if broken else 0


if __name__ == "__main__":
    if name := os.environ.get(_ONE):
        one(name)
    else:
        sys.exit(main())
