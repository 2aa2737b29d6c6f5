"""Gives an outcome to whoever asked: a JSON object, or a page for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import typer

from khizana.language import Speaker
from khizana.outcome import Outcome

Page = Callable[[Any, Any, Speaker], None]
"""Draws the content of an outcome on a rich console: (console, content, speaker)."""


def answer(outcome: Outcome, page: Page, as_json: bool, lang: str | None) -> None:
    """Print the outcome and leave with its exit code."""
    from khizana.settings import language

    if as_json:
        sys.stdout.write(json.dumps(outcome.content, ensure_ascii=False, indent=2) + "\n")
    else:
        from rich.console import Console

        page(Console(highlight=False, soft_wrap=True), outcome.content, Speaker(language(lang)))
    raise typer.Exit(outcome.exit)
