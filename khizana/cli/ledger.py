"""`khizana ledger`: the custody book."""

from __future__ import annotations

import typer

from khizana.cli.options import ArchiveOption, JsonOption, LangOption

app = typer.Typer(help="The custody book: what was taken in, and when.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def verify(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Is the ledger what it was?

    Reads every entry and tile and hashes the tree anew against the signed checkpoint.

    Finds any change to what the checkpoint covers. A book rewritten with our own key is found only against a checkpoint
    that somebody else kept.

    Example: khizana ledger verify --archive /srv/khizana
    """
    from khizana import book
    from khizana.cli import pages
    from khizana.cli.answer import answer
    from khizana.wiring import open_archive

    answer(book.verify_ledger(open_archive(archive)), pages.ledger, as_json, lang)


@app.callback()
def group() -> None:
    """Keep `verify` a sub-command even while it is the only one."""
