"""The judge of the ledger, not written by us: `fsck` of the Tessera project, as scripts/fetch-judges.sh builds it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`accepted` only when fsck says so itself; `said` is all that it wrote, or that it did not come to an end."""

    accepted: bool
    said: str


def fsck(log: Path, verifier_key: str, seconds: float = 30) -> Outcome:
    """Judge the log in a folder. Fails or skips the test when the judge is missing; see `_judge`.

    fsck exits 0 even when it has found damage, and waits for ever after some of it: only its own word of success counts.
    """
    judge = _judge()
    with tempfile.NamedTemporaryFile("w", suffix=".pub") as key:
        key.write(f"{verifier_key}\n")
        key.flush()
        command = [judge, f"--storage_url=file://{log.resolve()}", f"--public_key={key.name}", "--ui=false"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            return Outcome(False, f"fsck did not end within {seconds} seconds")
    accepted = done.returncode == 0 and "Successfully fsck'd log" in done.stderr and "fsck failed" not in done.stderr
    return Outcome(accepted, done.stdout + done.stderr)


def _judge() -> str:
    """The path of the program. Where it is missing, the test is skipped loudly, and fails when CI=true."""
    program = _ROOT / os.environ.get("KHIZANA_CACHE", ".cache") / "judges" / "bin" / "fsck"
    if not program.is_file():
        reason = f"THE LEDGER IS NOT JUDGED: {program} is missing; run scripts/fetch-judges.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return str(program)
