"""`khizana replica`: second stores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import OWN

app = typer.Typer(help="Second stores, on other disks.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="A short name (a-z, 0-9, hyphen), such as b.")]
Place = Annotated[
    Path,
    typer.Argument(metavar="PATH", help="A new or empty folder outside the archive.", **OWN),
]
Which = Annotated[str | None, typer.Argument(metavar="NAME", help="The replica to bring up to date; all without it.")]


@app.command()
def add(
    name: Name, path: Place, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Set up a replica.

    It is named in archive.toml; every ingest then copies to it, and `khizana replica sync` copies what it lacks.

    Example: khizana replica add b /mnt/b/khizana
    """
    from khizana.cli.preservation import replica_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.preservation import replicas
    from khizana.wiring.opening import open_archive

    answer(replicas.add(open_archive(archive), name, path), pages.added, as_json, lang)


@app.command("list")
def show(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show the replicas.

    And how many ledger entries each is behind.

    Example: khizana replica list --archive /srv/khizana
    """
    from khizana.cli.preservation import replica_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.preservation import replicas
    from khizana.wiring.opening import open_archive

    answer(replicas.show(open_archive(archive)), pages.replicas, as_json, lang)


@app.command()
def sync(
    name: Which = None, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Copy what replicas lack.

    Every byte is compared with what the ledger vouches for while it is copied; the ledger is copied last. Killed on the way,
    the same command goes on. It never overwrites: what is damaged there is for `khizana repair`.

    Example: khizana replica sync b --archive /srv/khizana
    """
    from khizana.cli.preservation import replica_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.preservation import replicas
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = replicas.sync(open_archive(archive), name, bars.step)
    answer(outcome, pages.synced, as_json, lang)
