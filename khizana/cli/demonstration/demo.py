"""`khizana demo`: an invented delivery, and a walk through everything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import JsonOption, LangOption
from khizana.cli.options.outputs import FOLDER

app = typer.Typer(help="Invented registers, to learn and to test with.", no_args_is_help=True, rich_markup_mode=None)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.", **FOLDER)]
Acts = Annotated[int, typer.Option("--acts", min=1, metavar="N", help="How many acts to invent.")]
Seed = Annotated[
    int,
    typer.Option("--seed", metavar="S", help="The same seed gives the same bytes, another one other registers."),
]
Registers = Annotated[int, typer.Option("--registers", min=1, metavar="K", help="Over how many registers.")]
Images = Annotated[bool, typer.Option("--images/--no-images", help="Draw the pages, or leave blank forms.")]
Defects = Annotated[
    list[str] | None, typer.Option("--defect", metavar="CODE", help="Plant a defect; may be given several times.")
]
Mix = Annotated[int, typer.Option("--random-defects", min=0, metavar="N", help="Plant so many defects of mixed kinds.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="Of the registers in turn: tiff-g4, tiff-jpeg, jpeg, pdf, jp2; may be given several times.",
    ),
]
Transcription = Annotated[
    str, typer.Option("--transcription", metavar="KIND", help="Transcribe what is drawn: page or alto.")
]
Province = Annotated[
    str, typer.Option("--province", metavar="NAME", help="The province, by code or name (Sefrou where none is named).")
]
Offices = Annotated[
    list[str] | None,
    typer.Option("--office", metavar="CODE", help="A commune or one of its bureaus; may be given several times."),
]
Lot = Annotated[str, typer.Option("--lot", metavar="LOT", help="The contractor's lot that the delivery belongs to.")]


@app.command()
def make(
    directory: Folder,
    acts: Acts = 120,
    seed: Seed = 1,
    registers: Registers = 4,
    images: Images = True,
    defect: Defects = None,
    random_defects: Mix = 0,
    format_: Formats = None,
    transcription: Transcription = "",
    province: Province = "",
    office: Offices = None,
    lot: Lot = "demo",
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Invent a delivery.

    Offices of a real province, invented persons, drawn pages. What was planted stands in DIR.truth.json: the code, and the
    place that a check must name.

    Example: khizana demo make lot1 --acts 500 --seed 7 --defect MISSING_ACT --defect TRUNCATED
    """
    from khizana.cli.demonstration import invention, invention_pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars

    with Bars(lang, as_json) as bars:
        outcome = invention.make(
            directory,
            bars.step,
            acts=acts,
            seed=seed,
            registers=registers,
            images=images,
            defects=tuple(defect or ()),
            mix=random_defects,
            formats=tuple(format_ or ()),
            transcription=transcription,
            province=province,
            offices=tuple(office or ()),
            lot=lot,
        )
    answer(outcome, invention_pages.made, as_json, lang)


@app.command()
def run(context: typer.Context, directory: Folder = Path("demo"), lang: LangOption = None) -> None:
    """Walk an invented delivery the whole way.

    Make, ingest, audit, prove, search, show, verify.

    Example: khizana demo run demo
    """
    from khizana.cli.demonstration.demo_walk import walk

    raise typer.Exit(walk(directory, lang, context.obj))
