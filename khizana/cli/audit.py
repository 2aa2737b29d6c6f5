"""`khizana audit`: is it still what it was, and is anything missing?"""

from __future__ import annotations

import typer

from khizana.cli.options import ArchiveOption, JsonOption, LangOption

app = typer.Typer(help="Is it intact? Is it complete?", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def fixity(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Is every byte what it was?

    Reads every byte of every package and compares it with its manifest, and the manifest with the ledger.

    Finds accidental damage, and forgeries that agree with themselves. Costs one reading of the whole store.

    Example: khizana audit fixity --archive /srv/khizana
    """
    from khizana import fixity as verb
    from khizana.cli import pages_audit as pages
    from khizana.cli.answer import answer
    from khizana.cli.progress import Bars
    from khizana.wiring import open_archive

    with Bars(lang, as_json) as bars:
        outcome = verb.fixity(open_archive(archive), bars.step)
    answer(outcome, pages.fixity, as_json, lang)


@app.command()
def completeness(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Is anything missing?

    Proves each register against its own opening and closing statements; names every gap and every repeat.

    Example: khizana audit completeness --archive /srv/khizana --json
    """
    from khizana import custody
    from khizana.cli import pages_audit as pages
    from khizana.cli.answer import answer
    from khizana.cli.progress import Bars
    from khizana.wiring import open_archive

    with Bars(lang, as_json) as bars:
        outcome = custody.completeness(open_archive(archive), bars.step)
    answer(outcome, pages.completeness, as_json, lang)


@app.command()
def rules(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Do the acts of the whole base agree?

    Numbers used once, deaths and births that cite each other, a mother's births, persons registered twice.

    Sorts a trace of every act on disk, in a private file that is gone afterwards (SQLITE_TMPDIR says where).

    Example: khizana audit rules --archive /srv/khizana --json
    """
    from khizana import base_rules
    from khizana.cli import pages_audit as pages
    from khizana.cli.answer import answer
    from khizana.cli.progress import Bars
    from khizana.wiring import open_archive

    with Bars(lang, as_json) as bars:
        outcome = base_rules.rules(open_archive(archive), bars.step)
    answer(outcome, pages.rules, as_json, lang)
