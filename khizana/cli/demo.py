"""`khizana demo`: an invented delivery, and a walk through everything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options import JsonOption, LangOption

app = typer.Typer(help="Invented registers, to learn and to test with.", no_args_is_help=True, rich_markup_mode=None)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.")]
Acts = Annotated[int, typer.Option("--acts", min=1, metavar="N", help="How many acts to invent.")]
Seed = Annotated[int, typer.Option("--seed", metavar="S", help="The same seed gives the same bytes.")]
Registers = Annotated[int, typer.Option("--registers", min=1, metavar="K", help="Over how many registers.")]
Images = Annotated[bool, typer.Option("--images/--no-images", help="Draw the pages, or leave blank forms.")]
Defects = Annotated[
    list[str] | None, typer.Option("--defect", metavar="CODE", help="Plant a defect; may be given several times.")
]


@app.command()
def make(
    directory: Folder,
    acts: Acts = 120,
    seed: Seed = 1,
    registers: Registers = 4,
    images: Images = True,
    defect: Defects = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Invent a delivery.

    Offices of a real province, invented persons, drawn pages. What was planted stands in DIR.truth.json.

    Example: khizana demo make lot1 --acts 500 --seed 7 --defect MISSING_ACT --defect TRUNCATED
    """
    from khizana import intake
    from khizana.cli import pages
    from khizana.cli.answer import answer
    from khizana.cli.progress import Bars

    with Bars(lang, as_json) as bars:
        outcome = intake.make(directory, acts, seed, registers, images, tuple(defect or ()), bars.step)
    answer(outcome, pages.made, as_json, lang)


@app.command()
def run(context: typer.Context, directory: Folder = Path("demo"), lang: LangOption = None) -> None:
    """Walk an invented delivery the whole way.

    Make, ingest, audit, prove, search, show, verify.

    Example: khizana demo run demo
    """
    from khizana.demo.walk import walk

    raise typer.Exit(walk(directory, lang, context.obj))
