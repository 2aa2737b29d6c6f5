"""`khizana person`: who may approve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options import ArchiveOption, JsonOption, LangOption
from khizana.cli.outputs import CONTINUED

app = typer.Typer(help="People who approve what one alone may not do.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="A pseudonym (a-z, 0-9, hyphen), as in KHIZANA_ACTOR.")]
KeyFile = Annotated[
    Path,
    typer.Option(
        "--key",
        metavar="FILE",
        help="The file to make, in that person's own keeping (mode 0600).",
        **CONTINUED,
    ),
]
Lock = Annotated[
    bool, typer.Option("--passphrase", help="Lock the key with a passphrase: asked for, or KHIZANA_PASSPHRASE.")
]


@app.command()
def add(
    name: Name,
    key: KeyFile,
    lock: Lock = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Name a person, and make the person's key.

    The signing half goes into FILE and nowhere else; the verifier half is named in the ledger. Repairs and disposals need two
    people who were named before they were asked for.

    Example: khizana person add registrar-a --key /media/stick/registrar-a.key --passphrase
    """
    from khizana.cli import pages_people as pages
    from khizana.cli.answer import answer
    from khizana.strongroom import people
    from khizana.wiring import open_archive

    answer(people.add(open_archive(archive), name, key, lock), pages.added, as_json, lang)


@app.command("list")
def show(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show who is named.

    And who was withdrawn, with the ledger entries that say so.

    Example: khizana person list --archive /srv/khizana
    """
    from khizana.cli import pages_people as pages
    from khizana.cli.answer import answer
    from khizana.strongroom import people
    from khizana.wiring import open_archive

    answer(people.show(open_archive(archive)), pages.people, as_json, lang)


@app.command()
def withdraw(name: Name, archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Withdraw a person.

    From now on this key approves nothing: for somebody who leaves, or a key that was lost.

    Example: khizana person withdraw registrar-a
    """
    from khizana.cli import pages_people as pages
    from khizana.cli.answer import answer
    from khizana.strongroom import people
    from khizana.wiring import open_archive

    answer(people.withdraw(open_archive(archive), name), pages.withdrawn, as_json, lang)
