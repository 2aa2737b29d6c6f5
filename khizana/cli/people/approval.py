"""`requests`, `approve`, `refuse`: the second person."""

from __future__ import annotations

from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.people import AsOption, KeyOption

Request = Annotated[
    str, typer.Argument(metavar="REQUEST", help="The digest of a request, or at least its first 8 digits.")
]


def requests(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show what waits for a second person.

    Example: khizana requests --archive /srv/khizana
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.dual_control import dual_control
    from khizana.wiring.opening import open_archive

    answer(dual_control.pending(open_archive(archive)), pages.requests, as_json, lang)


def approve(
    request: Request,
    name: AsOption,
    key: KeyOption,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Approve a request as the second person, and carry it out.

    The ledger records what was done, with the request and both signatures. Killed on the way, the same command finishes.

    Example: khizana approve 3f1c9a27 --as registrar-b --key /media/stick/registrar-b.key
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service import approval
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        outcome = approval.approve(open_archive(archive), request, name, key, bars.step)
    answer(outcome, pages.done, as_json, lang)


def refuse(
    request: Request,
    name: AsOption,
    key: KeyOption,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Refuse a request.

    Anybody who is named may; it waits no longer, and may be asked for anew. Whoever asks to name another alone is not alone while
    somebody refuses.

    Example: khizana refuse 3f1c9a27 --as registrar-b --key /media/stick/registrar-b.key
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.dual_control import dual_control
    from khizana.wiring.opening import open_archive

    answer(dual_control.refuse(open_archive(archive), request, name, key), pages.refused, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (requests, approve, refuse):
        app.command()(command)
