"""`khizana delivery`: help for contractors, and what became of each delivery."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import DELIVERY, FOLDER

app = typer.Typer(help="How a contractor delivers, and what became of it.", no_args_is_help=True, rich_markup_mode=None)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; new or empty.", **FOLDER)]

Existing = Annotated[
    Path, typer.Argument(metavar="DIR", help="The delivery's own folder.", exists=True, file_okay=False, **DELIVERY)
]
Named = Annotated[str, typer.Argument(metavar="ID", help="What the delivery calls itself in its manifest.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]


@app.command()
def template(directory: Folder, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Write a small right delivery.

    To learn from and to fill in; docs/delivery.md explains every field.

    Example: khizana delivery template my-first-delivery
    """
    from khizana.cli.intake import intake_pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.intake import intake

    answer(intake.template(directory), intake_pages.template, as_json, lang)


@app.command()
def manifest(
    directory: Existing, dry_run: DryRun = False, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Make or refresh manifest.json: files, digests, counts.

    What people wrote in it stays (identifier, contractor, dates, order); the list of files with sizes and digests, and the counts
    of each register and of the whole, become those of the folder. A description of a register that is not listed yet is added
    with its acts and transcriptions. What changed is said. The file is replaced in one move, and only where something changed;
    nothing is written while a link, an unsafe name or a file that cannot be read stands in the way. Without a manifest one is
    made, and what only people can say is left empty and named.

    Run it when nothing changes any more, then `khizana check`.

    Example: khizana delivery manifest deliveries/lot1-0001 --dry-run
    """
    from datetime import UTC, datetime

    from khizana.cli.intake import intake_pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.intake import delivery_manifest

    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with Bars(lang, as_json) as bars:
        outcome = delivery_manifest.refresh(directory, now, bars.step, dry_run=dry_run)
    answer(outcome, intake_pages.manifest, as_json, lang)


@app.command("list")
def listed(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """List every delivery that came.

    In the order of arrival, each with its contractor, what it replaces, and the last verdict on it; from the ledger.

    Example: khizana delivery list --archive /srv/khizana
    """
    from khizana.cli.intake import delivery_pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.intake import deliveries
    from khizana.wiring.opening import open_archive

    answer(deliveries.listed(open_archive(archive)), delivery_pages.listed, as_json, lang)


@app.command()
def show(delivery: Named, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show every verdict on a delivery.

    All that came under that identifier, and each verdict with its findings, the packages that came of it and its report.
    A report that was deleted from the folder reports/ is made again. What had no identifier is found as `unnamed`.

    Example: khizana delivery show lot1-0001 --lang fr
    """
    from khizana.cli.intake import delivery_pages
    from khizana.cli.terminal.answer import answer
    from khizana.export.verdict_report import files_again
    from khizana.service.intake import deliveries
    from khizana.wiring.opening import open_archive

    answer(deliveries.shown(open_archive(archive), delivery, files_again), delivery_pages.shown, as_json, lang)


@app.callback()
def group() -> None:
    """What a contractor is helped with, and what became of each delivery."""
