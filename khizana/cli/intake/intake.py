"""`khizana check` and `khizana ingest`: a delivery at the door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import CONTINUED, REPORT, ForceOption
from khizana.output import ReportFolder

if TYPE_CHECKING:
    from khizana.outcome import Outcome
    from khizana.service.intake.answers import FilesChecked

Delivery = Annotated[Path, typer.Argument(metavar="DELIVERY", help="The folder with the delivery's manifest.json.")]

Report = Annotated[
    ReportFolder | None,
    typer.Option(
        "--report",
        metavar="DIR",
        help="Write the report there: HTML in ar, fr and en, JSON, CSV.",
        **REPORT,
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Remember there what was decoded; a run that was stopped resumes.",
        **CONTINUED,
    ),
]


Checked = Annotated[
    list[Path],
    typer.Argument(metavar="PATH...", help="The folder of a delivery or bag, or one or more files."),
]
Held = Annotated[
    Path | None,
    typer.Option(
        "--archive", metavar="DIR", help="Compare with what this archive holds; without it nothing is compared."
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="FILE", help="The delivery profile of the tender; the default one otherwise."),
]


def check(
    paths: Checked,
    report: Report = None,
    force: ForceOption = False,
    cache: Cache = None,
    profile: Profile = None,
    held: Held = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Say what would be refused, and why.

    A contractor runs this before delivering; it needs no archive, and writes nothing but a report or a cache that is asked for.
    With `--archive` it is also compared with what that archive holds, which is only read: whether a version follows the head of
    its chain, whether an act is held already.
    Both stand outside the delivery. Stopped midway, it leaves nothing behind; run again it gives the same report. With
    `--cache` every file is hashed again, and only what has changed is decoded again.

    Files that are named one by one get a verdict each: valid, warn, policy (intact, but not as the profile asks) or invalid.
    With `--json` that is one object a line.

    Example: khizana check deliveries/lot1-0001 --report reports/lot1-0001 --cache ~/.cache/khizana --lang fr
    """
    from functools import partial

    from khizana.cli.intake import intake_pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.errors import UsageError
    from khizana.export import verdict_report
    from khizana.service.intake import file_check, intake
    from khizana.wiring.opening import open_archive

    tender = file_check.profile_at(profile)
    alone = len(paths) > 1 or not paths[0].is_dir() or file_check.is_bag(paths[0])
    if alone and (report or cache or held):
        raise UsageError(
            "--report, --cache and --archive go with the folder of one delivery: name no file, and no second path"
        )
    if alone:
        with Bars(lang, as_json) as bars:
            files = file_check.check_files(paths, tender, partial(bars.step, "measured"))
        _answer_files(files, as_json, lang)
    wanted = intake.Report(report.path, verdict_report.pages_of_check) if report else None
    with Bars(lang, as_json) as bars:
        at_hand = open_archive(held) if held else None
        outcome = intake.check(paths[0], bars.step, wanted, cache, tender, at_hand)
    answer(outcome, intake_pages.checked, as_json, lang)


def ingest(
    delivery: Delivery,
    archive: ArchiveOption = None,
    cache: Cache = None,
    profile: Profile = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Take a delivery in.

    It is checked, every register is packaged and recorded, every act indexed. A delivery with a blocking finding is refused
    whole. Either way verdict and report are kept; the report stands in the archive's folder reports/deliveries. Stopped midway,
    run it again: it finishes.

    A delivery may come as one zip or tar; it is unpacked among the temporary files, and nothing of it stays there.

    Existing holdings are taken in under a profile of the kind holding, such as schemas/profiles/ma-holding.json.

    Example: khizana ingest deliveries/lot1-0001 --archive /srv/khizana
    """
    from khizana.cli.intake import intake_pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.export import verdict_report
    from khizana.service.intake import file_check, intake
    from khizana.service.intake.unpacked import delivery_in
    from khizana.wiring.opening import open_archive

    tender = file_check.profile_at(profile)
    with Bars(lang, as_json) as bars, delivery_in(delivery) as folder:
        outcome = intake.ingest(open_archive(archive), folder, verdict_report.pages, bars.step, cache, tender)
    answer(outcome, intake_pages.ingested, as_json, lang)


def _answer_files(outcome: Outcome[FilesChecked], as_json: bool, lang: str | None) -> NoReturn:
    """Print the verdicts on files, one JSON object a line, and leave with the exit code."""
    from khizana.cli.intake import intake_pages
    from khizana.cli.terminal.console import screen
    from khizana.cli.terminal.terminal import write_json
    from khizana.language import Speaker, language
    from khizana.outcome import builtins

    if as_json:
        for file, _ in outcome.answer.files:
            write_json(builtins(file))
    else:
        intake_pages.verdicts(screen(), outcome.answer, Speaker(language(lang)))
    raise typer.Exit(outcome.exit)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(check)
    app.command()(ingest)
