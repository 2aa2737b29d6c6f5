"""`khizana person`: who may approve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import CONTINUED
from khizana.cli.options.people import MaybeAsOption

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
WithKey = Annotated[
    Path | None,
    typer.Option("--with", metavar="FILE", help="The key file of whoever signs; KHIZANA_PASSPHRASE unlocks it."),
]
OwnKey = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key file of whoever signs; KHIZANA_PASSPHRASE unlocks it."),
]
Lock = Annotated[
    bool, typer.Option("--passphrase", help="Lock the key with a passphrase: asked for, or KHIZANA_PASSPHRASE.")
]


@app.command()
def add(
    name: Name,
    key: KeyFile,
    lock: Lock = False,
    by: MaybeAsOption = None,
    by_key: WithKey = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Name a person, and make the person's key.

    The signing half goes into FILE and nowhere else; the verifier half is named in the ledger. Repairs and disposals need two
    people who were named before they were asked for. The first two are named freely; from then on it takes two of those who are
    named: one asks, with --as and --with, and another approves. Whoever is left alone may approve alone, thirty days after a
    witness saw the request.

    Examples: khizana person add registrar-a --key /media/stick/registrar-a.key --passphrase

    khizana person add registrar-c --key registrar-c.key --as registrar-a --with registrar-a.key
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.dual_control import naming
    from khizana.wiring.opening import open_archive

    outcome = naming.add(open_archive(archive), name, key, lock, naming.signing(by, by_key, "--with"))
    answer(outcome, pages.added, as_json, lang)


@app.command("list")
def show(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show who is named.

    And who was withdrawn, with the ledger entries that say so.

    Example: khizana person list --archive /srv/khizana
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.dual_control import people
    from khizana.wiring.opening import open_archive

    answer(people.show(open_archive(archive)), pages.people, as_json, lang)


@app.command()
def withdraw(
    name: Name,
    by: MaybeAsOption = None,
    by_key: OwnKey = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Withdraw a person.

    From now on this key approves nothing: for somebody who leaves, or a key that was lost. Once two people were ever named, one
    signs one's own withdrawal, and that of another takes two: one asks, and another approves.

    Example: khizana person withdraw registrar-a --as registrar-b --key registrar-b.key
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.dual_control import naming
    from khizana.wiring.opening import open_archive

    outcome = naming.withdraw(open_archive(archive), name, naming.signing(by, by_key, "--key"))
    answer(outcome, pages.withdrawn, as_json, lang)
