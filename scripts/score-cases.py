"""Scores `khizana check` on a table of known files: python scripts/score-cases.py TABLE [PREFIX...].

The table is CSV with the columns path (below the table's folder), expected_verdict and expected_reason; prefixes choose rows by
the beginning of their path. Each file is checked by a process of its own, as a user would, within 60 seconds, and 1 GiB of memory
for the largest of its processes. Exit code 3 when anything is missed.

valid: taken; under the reason ANY it may be against the profile, since only its integrity is known. warn: taken with a warning.
invalid, policy: refused with the expected reason, and policy is never called damaged. no_crash, fixity_only: any verdict.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
MEMORY = 1 << 30
FINDINGS = 3
_MEASURED = """
import json, resource, subprocess, sys
command = [sys.executable, "-c", "from khizana.cli import main; main()", "check", "--json", sys.argv[1]]
done = subprocess.run(command, capture_output=True, text=True)
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps({"out": done.stdout, "err": done.stderr, "code": done.returncode, "memory": memory}))
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one call said, and what it cost: seconds, and bytes of its largest process. `crash` says how it broke off."""

    verdict: str
    codes: tuple[str, ...]
    seconds: float
    memory: int
    crash: str


def main() -> int:
    """Print every miss, then the counts."""
    table = Path(sys.argv[1])
    with table.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["path"].startswith(tuple(sys.argv[2:]) or "")]
    score: Counter[str] = Counter()
    slowest, largest = 0.0, 0
    for row in rows:
        answered = ask(table.parent / row["path"])
        slowest, largest = max(slowest, answered.seconds), max(largest, answered.memory)
        wrong = list(misses(row["expected_verdict"], row["expected_reason"], answered))
        score[f"{row['expected_verdict']}: {'missed' if wrong else 'right'}"] += 1
        for miss in wrong:
            say(f"MISS {row['path']}: {miss} (answered {answered.verdict} {' '.join(answered.codes)})")
    for name, count in sorted(score.items()):
        say(f"{count:5} {name}")
    missed = sum(count for name, count in score.items() if name.endswith("missed"))
    say(f"{len(rows)} files, {missed} missed; slowest {slowest:.1f} s, largest process {largest / (1 << 20):.0f} MiB")
    return FINDINGS if missed or not rows else 0


def say(line: str) -> None:
    """Write a line at once: a long table is watched."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ask(path: Path) -> Answered:
    """Check one file as a user does; whatever is not one verdict is a crash."""
    before = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, str(path)], capture_output=True, check=True, timeout=2 * SECONDS
        )
        report = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        return Answered("none", (), time.monotonic() - before, 0, str(error))
    seconds = time.monotonic() - before
    try:
        verdict = json.loads(report["out"])
        codes = tuple(finding["code"] for finding in verdict["findings"])
        crash = "a traceback" if "Traceback" in report["err"] else ""
        refused = verdict["verdict"] in ("policy", "invalid")
        if report["code"] != (FINDINGS if refused else 0):
            crash = f"exit code {report['code']} with verdict {verdict['verdict']}"
        return Answered(verdict["verdict"], codes, seconds, report["memory"], crash)
    except (ValueError, KeyError):
        return Answered("none", (), seconds, report["memory"], f"exit code {report['code']}: {report['err'][-300:]}")


def misses(verdict: str, reason: str, answered: Answered) -> Iterator[str]:
    """What is wrong with an answer."""
    if answered.crash:
        yield answered.crash
    if answered.seconds > SECONDS:
        yield f"took {answered.seconds:.0f} seconds"
    if answered.memory > MEMORY:
        yield f"took {answered.memory >> 20} MiB"
    reasons = set(reason.replace("|", " ").replace(";", " ").split()) - {"ANY", "OK"}
    taken = answered.verdict in ("valid", "warn")
    if verdict == "valid" and not taken and not (reason == "ANY" and answered.verdict == "policy"):
        yield "false alarm"
    elif verdict == "warn" and answered.verdict != "warn":
        yield "expected a warning"
    elif verdict in ("invalid", "policy"):
        if taken:
            yield "not found"
        elif verdict == "policy" and answered.verdict == "invalid":
            yield "called damaged, and is not"
        if reasons and not reasons & set(answered.codes):
            yield f"expected {reason}"


if __name__ == "__main__":
    sys.exit(main())
