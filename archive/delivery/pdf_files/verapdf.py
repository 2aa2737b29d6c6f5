"""veraPDF as the judge of PDF/A: one Java process for many files, which it reads through descriptors and never by path."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.child_processes.programs import run
from archive.delivery.facts.page_facts import PdfaAnswer

_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_SECONDS = 120
_SECONDS_A_FILE = 10
_CLAUSES = 5


@dataclass(frozen=True, slots=True)
class VeraPdf:
    """How the program is called, options left out."""

    command: tuple[str, ...]

    @classmethod
    def found(cls, given: Path | None) -> VeraPdf | None:
        """The program or the folder of its jar files that was given, else `verapdf` on the PATH; None without any."""
        program = str(given) if given else shutil.which("verapdf")
        if given and given.is_dir():
            java = shutil.which("java")
            folder = given / "lib" if (given / "lib").is_dir() else given
            options = ("-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp", f"{folder.resolve()}/*", _MAIN)
            return cls((java, *options)) if java else None
        return cls((program,)) if program else None

    def judge(self, files: Mapping[int, str]) -> Mapping[int, PdfaAnswer]:
        """The answers, by descriptor; none when the program cannot be run, fails or takes too long."""
        if not files:
            return {}
        names = {f"/dev/fd/{number}": number for number in files}
        options = ("--format", "json", "--loglevel", "0", "--maxfailuresdisplayed", "1", "--nonpdfext")
        said = run([*self.command, *options, *names], tuple(files), _SECONDS + _SECONDS_A_FILE * len(files))
        try:
            jobs = json.loads(said or b"")["report"]["jobs"]
        except (ValueError, KeyError, TypeError):
            return {}
        return dict(_answers(jobs, names))


def _answers(jobs: Sequence[Any], names: Mapping[str, int]) -> list[tuple[int, PdfaAnswer]]:
    answers = []
    for job in jobs:
        number = names.get(job.get("itemDetails", {}).get("name", ""))
        results = job.get("validationResult") or []
        results = [results] if isinstance(results, dict) else results
        if number is None or not results or results[0].get("jobEndStatus") != "normal":
            continue
        result = results[0]
        flavour = str(result.get("profileName", "")).removeprefix("PDF/A-").split(" ")[0].lower()
        rules = result.get("details", {}).get("ruleSummaries", [])
        broken = tuple(f"{rule['specification']} {rule['clause']}" for rule in rules if rule.get("status") == "failed")
        answers.append((number, PdfaAnswer(flavour, bool(result.get("compliant")), broken[:_CLAUSES])))
    return answers
