"""`search`, `show`, `export`: the reading room."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import FOLDER

Text = Annotated[str, typer.Argument(metavar="TEXT", help="Names, places, dates, in either script.")]
EventOption = Annotated[str | None, typer.Option("--event", metavar="birth|death|marriage|divorce")]
FromOption = Annotated[int | None, typer.Option("--from", metavar="YEAR", help="Gregorian year of the event, from.")]
ToOption = Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Gregorian year of the event, to.")]
OfficeOption = Annotated[
    str | None, typer.Option("--office", metavar="CODE", help="Of an office, or a division above it.")
]
SortOption = Annotated[str, typer.Option("--sort", metavar="score|year", help="Nearest first, or by year.")]
SkipOption = Annotated[
    int, typer.Option("--skip", min=0, help="How many results to leave out, for the pages that follow.")
]
OfOption = Annotated[str | None, typer.Option("--of", metavar="LIST", help="The list that the first page named.")]
FacetsOption = Annotated[
    bool, typer.Option("--facets", help="Count all results by event, office, regime, year and status.")
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say of each result which spelling met which.")]
OpenOption = Annotated[
    bool, typer.Option("--open-only", help="Leave out what the embargo policy closes to others than the office.")
]
GroupOption = Annotated[
    str,
    typer.Option(
        "--group",
        metavar="person|near|distant|mentions|pages|scattered|officers|some",
        help="List this group of answers alone.",
    ),
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many results to list.")]
Shown = Annotated[str, typer.Argument(metavar="ACT-ID|REGISTER", help="The identifier of an act, or of a register.")]
History = Annotated[bool, typer.Option("--history", help="Every version in order: when, why, and what it changed.")]
Subject = Annotated[str, typer.Argument(metavar="ACT-ID|PACKAGE", help="The identifier of an act or of a package.")]
Target = Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder to write; new or empty.", **FOLDER)]


def search(
    text: Text = "",
    event: EventOption = None,
    first: FromOption = None,
    last: ToOption = None,
    office: OfficeOption = None,
    sort: SortOption = "score",
    limit: LimitOption = 20,
    skip: SkipOption = 0,
    of: OfOption = None,
    facets: FacetsOption = False,
    explain: ExplainOption = False,
    open_only: OpenOption = False,
    group: GroupOption = "person",
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Find a person by words in either script, or hear that nobody has this name.

    First the acts in which one person has all the words, however they are spelled; then who is nearly so, marginal mentions,
    transcribed pages; then how many acts only have the words here and there, and how many an officer of this name signed.

    A word with a role: father:علي mother:(رقية بنجلون) child: spouse: declarant: officer: place:. "As written", moh* for a
    beginning, خ..جة where letters are unread, ~word for one that may be missing. Dates: 1953, 1950..1955, 1372 هـ, 21 غشت 1953.
    Filters: event: office: number: regime: status:cancelled has:image has:death (a mention) delivery: contractor: lot: register:.

    Examples: khizana search "محمد الوزاني 1950..1960" --event birth --explain

    khizana search "Mohamed El Ouazzani father:Ali" --office 01.511
    """
    from khizana.cli.access import search_command

    where = search_command.filters(event, office, first, last, lang)
    search_command.search(archive, text, where, sort, limit, skip, of, facets, explain, open_only, group, as_json, lang)


def show(
    subject: Shown,
    past: History = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Show an act and where it stands, or a register.

    The act as it stands today: package, view, region, digest, and the ledger entry that vouches for it. A register: the package
    at the head of its chain, which a version must name, and the images that stand. With `--history` every version in order:
    which delivery brought it, when and why, and what it changed.

    Examples: khizana show ma_01.511.01.01-1_dahir1950_birth_1987_0042 --history

    khizana show ma_01.511.01.01-1_dahir1950_birth_1987_p1_office
    """
    from khizana.cli.access import act_pages as pages
    from khizana.cli.access import history_pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.access import show as showing
    from khizana.service.index.following import heal
    from khizana.service.lifecycle import history
    from khizana.wiring.opening import open_archive

    opened = open_archive(archive)
    heal(opened)
    if past:
        answer(history.history(opened, subject), history_pages.history, as_json, lang)
    if history.is_register(subject):
        answer(history.register_shown(opened, subject), history_pages.register, as_json, lang)
    answer(showing.show(opened, subject), pages.act, as_json, lang)


def export(
    subject: Subject,
    directory: Target,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Take out a copy of an act or a package.

    An act comes with its region cut from the page, marked as derived, and its provenance; with the whole page only where every
    act on it is open. A package comes bit for bit, and is compared. What is closed is said, and the ledger records the export.

    Example: khizana export ma_01.511.01.01-1_dahir1950_birth_1987_0042 --to act-42
    """
    from khizana.cli.access import export_pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.access import dissemination
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = dissemination.export(open_archive(archive), subject, directory, bars.step)
    answer(outcome, export_pages.exported, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (search, show, export):
        app.command()(command)
