"""`init`, `status`, `doctor`, `verify`: keeping the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import FOLDER

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The folder to make the archive in; new or empty.", **FOLDER),
]
Package = Annotated[Path, typer.Argument(metavar="PACKAGE", help="The folder of one package, anywhere on disk.")]
Name = Annotated[
    str | None,
    typer.Option("--name", help="A short name for the archive (a-z, 0-9, hyphen); the folder's name otherwise."),
]

Group = Annotated[
    str | None, typer.Option("--group", metavar="NAME", help="A group whose members may read the archive.")
]


def init(
    directory: Folder,
    name: Name = None,
    group: Group = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Make a new, empty archive.

    It gets a signing key for its ledger, and a verifier key to give to others. Nobody but you may look into it (mode 0700);
    with --group the members of a group may read it (0750), all but the signing key.

    Example: khizana init /srv/khizana --name civil-status
    """
    from khizana.cli.custody import custody_pages
    from khizana.cli.terminal.answer import answer
    from khizana.service import custody

    answer(custody.create(directory, name, group), custody_pages.created, as_json, lang)


def status(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Say what the archive holds.

    And how many ledger entries catalogue and index lag behind.

    Example: khizana status --archive /srv/khizana --json
    """
    from khizana.cli.custody import custody_pages
    from khizana.cli.terminal.answer import answer
    from khizana.service import status as service
    from khizana.wiring.opening import open_archive

    answer(service.status(open_archive(archive)), custody_pages.status, as_json, lang)


def doctor(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Examine the installation, and an archive.

    Libraries, import names, formats, ledger, key, free space, catalogue, index; each with the remedy.

    Example: khizana doctor --archive /srv/khizana
    """
    from khizana.cli.custody import custody_pages
    from khizana.cli.terminal.answer import answer
    from khizana.service import doctor as examination

    answer(examination.examine(archive), custody_pages.doctor, as_json, lang)


def verify(package: Package, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Verify one package alone.

    Every byte against its manifests, its METS, and the boxes of its acts; no archive is needed.

    Example: khizana verify export/ma_01.511.01.01-1_dahir1950_birth_1987_p1_office-v1
    """
    from khizana.cli.audit import audit_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service import custody

    answer(custody.verify(package), pages.verified, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (init, status, doctor, verify):
        app.command()(command)
