"""`khizana audit`: is it still what it was, and is anything missing?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import FIGURES, ForceOption
from khizana.output import NewFile

All = Annotated[bool, typer.Option("--all", help="Everything that the ledger names; so it is when nothing is said.")]
Due = Annotated[str | None, typer.Option("--due", metavar="90d", help="What was not read for so many days, or never.")]
Sample = Annotated[str | None, typer.Option("--sample", metavar="2%", help="A share of the packages, drawn by lot.")]
Seed = Annotated[str | None, typer.Option("--seed", help="Draws the same sample again; the report names it.")]
Package = Annotated[str | None, typer.Option("--package", metavar="ID", help="One package.")]
Budget = Annotated[str | None, typer.Option("--budget", metavar="2h", help="End after so long: s, m, h or d.")]
Rate = Annotated[str | None, typer.Option("--rate", metavar="200MB/s", help="Read no faster than this.")]
Anew = Annotated[bool, typer.Option("--anew", help="Begin a new round, also where one is not finished.")]

StoreName = Annotated[str, typer.Option("--store", metavar="NAME", help="The store to read: main, or a replica.")]
Textfile = Annotated[
    NewFile | None,
    typer.Option(
        "--textfile",
        metavar="FILE",
        help="The .prom file to write, replaced in one move where it holds our figures.",
        **FIGURES,
    ),
]
ReportFile = Annotated[Path, typer.Argument(metavar="FILE", help="The JSON of a fixity report.")]
Key = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The ledger's verifier key (ledger.pub).")]

app = typer.Typer(help="Is it intact? Is it complete?", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def fixity(
    every: All = False,
    due: Due = None,
    sample: Sample = None,
    seed: Seed = None,
    package: Package = None,
    budget: Budget = None,
    rate: Rate = None,
    anew: Anew = False,
    store: StoreName = "main",
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Is every byte what it was?

    Reads packages whole and compares each byte with its manifest, and the manifest with the ledger. Finds accidental damage,
    and forgeries that agree with themselves.

    Never-read packages come first, then those read longest ago. An audit that was stopped or killed goes on where it was.

    Examples: khizana audit fixity --archive /srv/khizana

    khizana audit fixity --due 90d --budget 2h --rate 200MB/s
    """
    from khizana.cli.audit import audit_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.export.report import write_reports
    from khizana.service.fixity import fixity as verb
    from khizana.service.fixity import fixity_options
    from khizana.wiring.opening import open_archive

    wanted = fixity_options.asked(fixity_options.scope(due, sample, package, seed, every), budget, rate, anew, store)
    with Bars(lang, as_json) as bars:
        outcome = verb.fixity(open_archive(archive), wanted, write_reports, bars.step)
    answer(outcome, pages.fixity, as_json, lang)


@app.command()
def completeness(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Is anything missing?

    Proves each register against its own opening and closing statements; names every gap and every repeat.

    Example: khizana audit completeness --archive /srv/khizana --json
    """
    from khizana.cli.audit import audit_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.export.report import write_reports
    from khizana.service import custody
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = custody.completeness(open_archive(archive), write_reports, bars.step)
    answer(outcome, pages.completeness, as_json, lang)


@app.command()
def rules(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Do the acts of the whole base agree?

    Numbers used once, deaths and births that cite each other, a mother's births, persons registered twice.

    Sorts a trace of every act on disk, in a private file that is gone afterwards (SQLITE_TMPDIR says where).

    Example: khizana audit rules --archive /srv/khizana --json
    """
    from khizana.cli.audit import audit_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.audit import base_rules
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = base_rules.rules(open_archive(archive), bars.step)
    answer(outcome, pages.rules, as_json, lang)


@app.command("verify-report")
def verify_report(
    report: ReportFile,
    key: Key = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Is this report what was signed?

    Compares a fixity report with the signed note beside it (FILE.note). A verifier key is enough; with an archive, its ledger
    is asked too which entry names the report.

    Example: khizana audit verify-report fixity.json --key ledger.pub
    """
    from khizana.cli.audit import audit_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.reports import signed_report

    answer(signed_report.verify_report(report, key, archive), pages.report_signature, as_json, lang)


@app.command()
def metrics(
    textfile: Textfile = None,
    force: ForceOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Say how fixity stands, for monitoring.

    Packages intact, differing and never read, the oldest reading, the last audit and its outcome, for each store; from the
    ledger alone, without reading a package. With --textfile, also as a file for a Prometheus textfile collector.

    Example: khizana audit metrics --textfile /var/lib/prometheus/node-exporter/khizana.prom
    """
    from khizana.cli.audit import audit_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.fixity import metrics as verb
    from khizana.wiring.opening import open_archive

    answer(verb.metrics(open_archive(archive), textfile), pages.metrics, as_json, lang)
