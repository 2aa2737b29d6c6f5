"""`khizana delivery`: help for contractors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options import JsonOption, LangOption
from khizana.cli.outputs import FOLDER

app = typer.Typer(help="How a contractor delivers.", no_args_is_help=True, rich_markup_mode=None)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.", **FOLDER)]


@app.command()
def template(directory: Folder, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Write a small right delivery.

    To learn from and to fill in; docs/delivery.md explains every field.

    Example: khizana delivery template my-first-delivery
    """
    from khizana.cli import pages
    from khizana.cli.answer import answer
    from khizana.desk import intake

    answer(intake.template(directory), pages.template, as_json, lang)


@app.callback()
def group() -> None:
    """Keep `template` a sub-command even while it is the only one."""
