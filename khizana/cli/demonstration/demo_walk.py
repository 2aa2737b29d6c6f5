"""Walks one invented delivery the whole way by the very commands that anyone can type, and says what each step shows."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from archive.model.json import Json
from archive.model.message import tell
from archive.model.records.act import principals
from khizana.errors import Exit, UsageError
from khizana.language import Speaker, language

ACTS = 120
REGISTERS = 4
SEED = 1915


Run = Callable[[list[str]], None]
"""Runs one command line, and leaves with SystemExit."""


def walk(directory: Path, lang: str | None, run: Run) -> int:
    """Make, ingest, audit, prove, search, show, verify. Exit.DONE when every step gave what was expected of it."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(tell("{directory} is not empty: name a new folder for the demonstration", directory=directory))
    speaker = Speaker(language(lang))
    console = Console(highlight=False, soft_wrap=True)
    delivery, archive = directory / "delivery", directory / "archive"
    console.rule(speaker.say("demo.make", acts=ACTS, registers=REGISTERS))
    make = ["demo", "make", str(delivery), "--acts", str(ACTS), "--registers", str(REGISTERS), "--seed", str(SEED)]
    steps: list[tuple[str, list[str], Exit]] = [
        ("", [*make, "--defect", "MISSING_ACT"], Exit.DONE),
        ("demo.ingest", ["init", str(archive), "--name", "demo"], Exit.DONE),
        ("", ["ingest", str(delivery), "--archive", str(archive)], Exit.DONE),
        ("demo.fixity", ["audit", "fixity", "--archive", str(archive)], Exit.DONE),
        ("demo.completeness", ["audit", "completeness", "--archive", str(archive)], Exit.FINDINGS),
    ]
    for title, arguments, expected in steps:
        if not _step(console, run, speaker, title, arguments, expected):
            return Exit.COULD_NOT_WORK
    somebody = _somebody(archive)
    for title, arguments in _found(archive, somebody):
        if not _step(console, run, speaker, title, arguments, Exit.DONE):
            return Exit.COULD_NOT_WORK
    _farewell(console, speaker, archive, somebody)
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Somebody:
    """Who is in the archive under a name in both scripts, with the act and the folder of its package."""

    act: Mapping[str, Json]
    names: Mapping[str, str]
    folder: Path

    def number(self) -> str:
        """The number of the act and its year, as a clerk writes them."""
        return f"{self.act['number']}/{str(self.act['id']).split('_')[4]}"


def _somebody(archive: Path) -> _Somebody:
    from khizana.wiring.opening import open_archive

    opened = open_archive(archive)
    package = next(iter(opened.store.packages()))
    act, names = next(
        (act, names)
        for act in opened.reading.acts(package)
        if {"ar", "latin"} <= (names := {name.script: str(name) for name in principals(act)}).keys()
    )
    return _Somebody(act, names, Path(opened.store.place(package)))


def _found(archive: Path, somebody: _Somebody) -> Iterator[tuple[str, list[str]]]:
    """Search somebody who is in the archive, in both scripts; show the act; verify its package and the ledger."""
    place = ["--archive", str(archive)]
    yield "demo.search", ["search", somebody.names["ar"], *place]
    yield "", ["search", somebody.names["latin"], *place]
    yield "demo.show", ["show", str(somebody.act["id"]), *place]
    yield "demo.verify", ["verify", str(somebody.folder)]
    yield "", ["ledger", "verify", *place]


def _step(console: Console, run: Run, speaker: Speaker, title: str, arguments: list[str], expected: Exit) -> bool:
    if title:
        console.rule(speaker.say(title))
    shown = " ".join(f'"{part}"' if " " in part else part for part in arguments)
    console.print(f"[bold cyan]$ khizana {shown}[/]")
    try:
        run([*arguments, *(["--lang", speaker.language])])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else Exit.DONE
        if code != expected:
            console.print(f"[bold red]{speaker.say('demo.failed', step=shown, code=code)}[/]")
            return False
    return True


def _program() -> str:
    """The program as it was called."""
    called = Path(sys.argv[0])
    found = shutil.which("khizana")
    if called.name != "khizana" or (found and Path(found).absolute() == called.absolute()):
        return "khizana"
    return str(called)


def _farewell(console: Console, speaker: Speaker, archive: Path, somebody: _Somebody) -> None:
    program = _program()
    console.rule()
    console.print(speaker.say("demo.reports", path=archive / "reports"))
    console.print(speaker.say("demo.next"))
    for command in (
        f"status --archive {archive}",
        f"search {somebody.number()} --archive {archive}",
        f"audit completeness --archive {archive} --lang ar",
        f"delivery template my-delivery && {program} check my-delivery",
        "--help",
    ):
        console.print(f"  {program} {command}")
