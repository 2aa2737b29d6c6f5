"""The transcript in README.md: what the demonstration says, shortened by rule, so that a test can compare the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

FIRST, LAST = 4, 4
"""Of what a command says, so many lines are shown, and what lies between is not."""

WIDTH = 130
_LEFT_OUT = ("demo make", "init", "verify")
_COMMAND = "$ khizana "
# a root and a digest hold the times of the run
_OF_THIS_RUN = re.compile(r"\b[0-9a-f]{32,}\b|\b\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC")
_BLOCK = re.compile(r"(?<=^What `make demo` shows, shortened:\n\n```\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def with_transcript(page: str, said: str, folder: Path) -> str:
    """The page with the transcript that belongs to what the demonstration said when it ran in a folder."""
    shown = "".join(f"{line}\n" for line in _shortened(said.replace(f"{folder}/", "")))
    written, found = _BLOCK.subn(lambda old: shown, page)
    if found != 1:
        raise ValueError("README.md has no place for the transcript: it follows “What `make demo` shows, shortened:”")
    return written


def _shortened(said: str) -> Iterator[str]:
    """Each command once, with the first lines of its answer; what each run has anew is left out."""
    seen = set(_LEFT_OUT)
    for command, answer in _steps(said):
        verb = command.removeprefix(_COMMAND)
        kind = next((one for one in seen if verb.startswith(f"{one} ")), None)
        if kind:
            continue
        seen.add(" ".join(verb.split()[: 2 if verb.startswith(("audit", "ledger")) else 1]))
        yield command
        cut = len(answer) > FIRST + LAST
        yield from (_fitted(line) for line in (answer[:FIRST] if cut else answer))
        if cut:
            yield "…"
            yield from (_fitted(line) for line in answer[-LAST:])


def _steps(said: str) -> Iterator[tuple[str, list[str]]]:
    lines = [line for line in said.splitlines() if line.strip()]
    number = 0
    numbered = []
    for line in lines:
        number += line.startswith(("──", _COMMAND))
        numbered.append((number, line))
    for _, group in groupby(numbered, key=lambda one: one[0]):
        first, *answer = [line for _, line in group]
        if first.startswith(_COMMAND):
            yield first, answer


def _fitted(line: str) -> str:
    stable = _OF_THIS_RUN.sub("…", line)
    return stable if len(stable) <= WIDTH else stable[: WIDTH - 1].rstrip() + "…"
