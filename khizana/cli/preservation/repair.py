"""`khizana repair`: a damaged copy made whole from an intact one."""

from __future__ import annotations

from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.people import AsOption, KeyOption, ReasonOption

Subject = Annotated[
    str | None,
    typer.Argument(metavar="PACKAGE", help="A package, or a document by its digest; without it, with --all."),
]
Everything = Annotated[bool, typer.Option("--all", help="Everything that differs when the second person approves.")]
Source = Annotated[str, typer.Option("--from", metavar="STORE", help="The intact store: a replica's name, or main.")]
Damaged = Annotated[
    str, typer.Option("--store", metavar="STORE", help="The store to repair; main is the archive's own.")
]


def repair(
    name: AsOption,
    key: KeyOption,
    source: Source,
    package: Subject = None,
    everything: Everything = False,
    store: Damaged = "main",
    reason: ReasonOption = "damage-found",
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Ask for a repair from an intact store.

    Nothing is changed until a second person approves. Then the copy is verified against the ledger, built aside and put in
    place in one move; the damaged bytes stay in quarantine; the ledger records it.

    Example: khizana repair ma_01.511.01.01-1_dahir1950_birth_1987_p1_office-v1 --from b --as amal --key amal.key
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.errors import UsageError
    from khizana.service.preservation import repair
    from khizana.wiring.opening import open_archive

    if (package is None) is not everything:
        raise UsageError("name a package or a document to repair, or give --all, and not both")
    answer(
        repair.propose(open_archive(archive), package, source, store, reason, name, key),
        pages.proposed,
        as_json,
        lang,
    )


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(repair)
