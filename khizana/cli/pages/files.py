"""How the verdicts on single files look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.pages.pages import findings
from khizana.language import Speaker
from khizana.service.intake.answers import FilesChecked

_STYLES = {"valid": "green", "warn": "yellow", "policy": "bold yellow", "invalid": "bold red"}


def verdicts(console: Console, answer: FilesChecked, speaker: Speaker) -> None:
    """`check FILE…`: the verdict on each file, and its findings."""
    for file, found in answer.files:
        said = speaker.say(f"file.{file.verdict}")
        identified = f"  {file.puid}" if file.puid else ""
        console.print(f"[{_STYLES[file.verdict]}]{said}[/] {escape(file.path)}{identified}")
        findings(console, found, speaker)
