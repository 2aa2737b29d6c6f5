"""The judge of packages, not written by us: commons-ip2, as scripts/fetch-judges.sh downloads it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_MAIN = "org.roda_project.commons_ip2.cli.Main"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`result` is VALID or INVALID as the judge wrote it; `messages` has a line for each rule that failed, `MUST CSIP2: …`."""

    result: str
    messages: tuple[str, ...]


def validate(package_dir: Path) -> Verdict:
    """Judge one information package: the folder with the METS.xml, `data/<package-id>` of a bag. About 0.7 s.

    One package a start: given several, version 2.10.0 stops with an error of its own after the first. It exits 0 even for an
    INVALID package, so only its report counts.
    """
    classpath = _judge()
    with tempfile.TemporaryDirectory() as folder:
        command = ["java", "-XX:TieredStopAtLevel=1", "-cp", classpath, _MAIN, "validate"]
        command += ["-i", str(package_dir.resolve()), "-o", folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder)
        reports = list(Path(folder).glob("*_validation-report_*.json"))
        if len(reports) != 1:
            pytest.fail(f"commons-ip2 gave no report on {package_dir}: {done.stdout}{done.stderr}")
        report = json.loads(reports[0].read_text())
    return Verdict(report["summary"]["result"], tuple(_failures(report)))


def _failures(report: dict[str, list[dict[str, dict[str, list[str]]]]]) -> list[str]:
    return [
        f"{rule['level']} {rule['id']}: {message}"
        for rule in report["validation"]
        if rule["testing"]["outcome"] == "FAILED"
        for message in rule["testing"]["issues"] + rule["testing"]["warnings"] + rule["testing"]["notes"]
    ]


def _judge() -> str:
    """The class path. Where the judge is missing, the test is skipped loudly, and fails when CI=true."""
    folder = _ROOT / os.environ.get("KHIZANA_CACHE", ".cache") / "judges" / "commons-ip2" / "lib"
    if not folder.is_dir():
        missing(f"THE PACKAGES ARE NOT JUDGED: {folder} is missing; run scripts/fetch-judges.sh")
    if shutil.which("java") is None:
        missing("THE PACKAGES ARE NOT JUDGED: there is no java; install a Java runtime")
    return f"{folder}/*"


def missing(reason: str) -> None:
    """End the test: skipped loudly, or failed when CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
