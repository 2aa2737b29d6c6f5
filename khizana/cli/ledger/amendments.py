"""`khizana ledger accept-loss`, `declare-time`: what two people say of the ledger itself."""

from __future__ import annotations

from typing import Annotated

import typer

from khizana.cli.ledger.keys import Name, PersonKey, Request
from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.people import AsOption, KeyOption, ReasonOption

Position = Annotated[int, typer.Argument(metavar="POSITION", min=0, help="The position of the entry, counted from 0.")]


def accept_loss(
    request: Request = None,
    name: Name = None,
    key: PersonKey = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Accept a ledger that lost its last entries for good.

    Restore the newest copy first: a replica's, a backup's. Two people whom the ledger names run this with the same
    --request; the second has it accepted. The next entry says for ever what is lost; what lay beyond is kept in ledger/lost.

    Example: khizana ledger accept-loss --request loss.request --as lead --key lead.key --archive /srv/khizana
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import accepted_loss, lost_key
    from khizana.wiring.opening import open_archive

    person = None if name is None or key is None else lost_key.Person(name, key)
    answer(accepted_loss.accept(open_archive(archive), request, person), pages.accepted, as_json, lang)


def declare_time(
    position: Position,
    name: AsOption,
    key: KeyOption,
    reason: ReasonOption = "clock-was-wrong",
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Ask that the time of an entry be declared false.

    Once a second person has approved, what was read at that time counts as not read, and no clock is held against it. The entry
    itself stays as it is.

    Example: khizana ledger declare-time 812 --as amal --key amal.key --archive /srv/khizana
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import declared_time
    from khizana.wiring.opening import open_archive

    outcome = declared_time.propose(open_archive(archive), position, reason, name, key)
    answer(outcome, pages.proposed, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command("accept-loss")(accept_loss)
    app.command("declare-time")(declare_time)
