"""`khizana assess`: how well is it preserved?"""

from __future__ import annotations

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption

app = typer.Typer(help="How well does the archive preserve?", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def group() -> None:
    """Keep `ndsa` a sub-command even while it is the only one."""


@app.command()
def ndsa(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """By the NDSA Levels of Digital Preservation.

    Each cell of the matrix of 2019 is met, partial, unmet, or organisational (what no program can see), with the evidence in
    ledger, settings and packages. Beside it, the formats that the packages hold. Nothing is claimed without evidence.

    Example: khizana assess ndsa --archive /srv/khizana --lang fr
    """
    from khizana.cli.preservation import assess_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.export.report import write_reports
    from khizana.service.assessment import assess
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = assess.ndsa(open_archive(archive), write_reports, bars.step)
    answer(outcome, pages.ndsa, as_json, lang)
