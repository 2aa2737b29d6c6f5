"""`rebuild`, `reindex`, `reconcile`: the derived rooms built anew, and held against the packages."""

from __future__ import annotations

from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption

Afresh = Annotated[bool, typer.Option("--afresh", help="Begin anew, and throw away what an interrupted build left.")]
Mend = Annotated[
    bool, typer.Option("--mend", help="Write anew what differs in catalogue and index, and compare again.")
]


def rebuild(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Build catalogue and index anew.

    From the ledger and the packages, beside the old ones; then they are swapped in.

    Example: khizana rebuild --archive /srv/khizana
    """
    from khizana.cli.custody import indexing_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.index import indexing
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = indexing.rebuild(open_archive(archive), bars.step)
    answer(outcome, pages.rebuilt, as_json, lang)


def reindex(
    afresh: Afresh = False, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Build the search index anew.

    From the packages, beside the live one, which goes on answering; it is swapped in when count and digest of every register
    agree with the packages. Interrupted, or killed, it goes on from its last commit when it is run again.

    Example: khizana reindex --archive /srv/khizana
    """
    from khizana.cli.custody import indexing_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.index import indexing
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = indexing.reindex(open_archive(archive), bars.step, afresh)
    answer(outcome, pages.rebuilt, as_json, lang)


def reconcile(
    mend: Mend = False, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Do packages, ledger, catalogue and index agree?

    Every register is compared: documents that the index lacks, has altered, or has and no package does; packages that the ledger
    or the catalogue knows differently. Exits 3 when anything differed, also when it was mended.

    Example: khizana reconcile --archive /srv/khizana --mend
    """
    from khizana.cli.custody import indexing_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.index import reconciling
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = reconciling.reconcile(open_archive(archive), mend, bars.step)
    answer(outcome, pages.reconciled, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (rebuild, reindex, reconcile):
        app.command()(command)
