"""How the verdicts on single files look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.cli.pages.pages import findings
from khizana.language import Speaker

_STYLES = {"valid": "green", "warn": "yellow", "policy": "bold yellow", "invalid": "bold red"}


def verdicts(console: Console, files: Any, speaker: Speaker) -> None:
    """`check FILE…`: the verdict on each file, and its findings."""
    for one in files:
        said = speaker.say(f"file.{one['verdict']}")
        identified = f"  {one['puid']}" if one["puid"] else ""
        console.print(f"[{_STYLES[one['verdict']]}]{said}[/] {escape(one['path'])}{identified}")
        findings(console, one["said"], speaker)
