"""Walks one invented delivery the whole way by the very commands that anyone can type, and says what each step shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from archive.model.act import principals
from khizana.errors import Exit, UsageError
from khizana.language import Speaker
from khizana.settings import language

ACTS = 120
REGISTERS = 4
SEED = 1915


Run = Callable[[list[str]], None]
"""Runs one command line, and leaves with SystemExit."""


def walk(directory: Path, lang: str | None, run: Run) -> int:
    """Make, ingest, audit, prove, search, show, verify. Exit.DONE when every step gave what was expected of it."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(f"{directory} is not empty: name a new folder for the demonstration")
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
    for title, arguments in _found(archive):
        if not _step(console, run, speaker, title, arguments, Exit.DONE):
            return Exit.COULD_NOT_WORK
    _farewell(console, speaker, archive)
    return Exit.DONE


def _found(archive: Path) -> Iterator[tuple[str, list[str]]]:
    """Search somebody who is in the archive, in both scripts; show the act; verify its package and the ledger."""
    from khizana.wiring import open_archive

    opened = open_archive(archive)
    package = next(iter(opened.store.packages()))
    act, names = next(
        (act, names)
        for act in opened.reading.acts(package)
        if {"ar", "latin"} <= (names := {name.script: str(name) for name in principals(act)}).keys()
    )
    place = ["--archive", str(archive)]
    yield "demo.search", ["search", names["ar"], *place]
    yield "", ["search", names["latin"], *place]
    yield "demo.show", ["show", str(act["id"]), *place]
    yield "demo.verify", ["verify", str(opened.package_folder(package))]
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


def _farewell(console: Console, speaker: Speaker, archive: Path) -> None:
    console.rule()
    console.print(speaker.say("demo.reports", path=archive / "reports"))
    console.print(speaker.say("demo.next"))
    for command in (
        f"khizana status --archive {archive}",
        f"khizana search 1 --event death --archive {archive}",
        f"khizana audit completeness --archive {archive} --lang ar",
        "khizana delivery template my-delivery && khizana check my-delivery",
        "khizana --help",
    ):
        console.print(f"  .venv/bin/{command}")
