"""The one place where text is written to a terminal: what nobody sees in it is escaped, so that no file name can deceive.

Controls (C0, C1), controls of writing direction and invisible letters come from deliveries, and a terminal would obey them.
"""

from __future__ import annotations

import json
import sys

import typer

from archive.model.json import Json
from archive.model.texts.text import SEEN_BY_NOBODY, escaped


def say(message: str, *, error: bool = False) -> None:
    """One line on standard output, or on standard error."""
    typer.echo(escaped(message), err=error)


def write_json(content: Json, *, indent: int | None = None) -> None:
    """JSON on standard output; what nobody sees is written as JSON escapes, which changes no value."""
    written = json.dumps(content, ensure_ascii=False, indent=indent)
    sys.stdout.write(SEEN_BY_NOBODY.sub(lambda match: f"\\u{ord(match[0]):04x}", written) + "\n")
