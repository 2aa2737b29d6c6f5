"""`hold`, `release`, `holds`, `dispose`: what must stay, and what two people may let go."""

from __future__ import annotations

from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.people import AsOption, KeyOption

Subject = Annotated[str, typer.Argument(metavar="REGISTER|PACKAGE", help="A register, or one of its packages.")]
Register = Annotated[str, typer.Argument(metavar="REGISTER", help="The register, with all its packages.")]
Reason = Annotated[str, typer.Option("--reason", metavar="CODE", help="Why, as a code (a-z, 0-9, hyphen).")]


def hold(
    subject: Subject,
    reason: Reason,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Keep a register, whatever the retention policy says.

    Nothing on hold is disposed of. The ledger records it; several holds may stand for several reasons.

    Example: khizana hold ma_01.511.01.01-1_dahir1950_birth_1987_p1_office --reason court-case-12
    """
    from khizana.cli.people import hold_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.lifecycle import holds
    from khizana.wiring.opening import open_archive

    answer(holds.hold(open_archive(archive), subject, reason), pages.held, as_json, lang)


def release(
    subject: Subject,
    reason: Reason,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Take a hold away.

    The one for that reason; others stay.

    Example: khizana release ma_01.511.01.01-1_dahir1950_birth_1987_p1_office --reason court-case-12
    """
    from khizana.cli.people import hold_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.lifecycle import holds
    from khizana.wiring.opening import open_archive

    answer(holds.release(open_archive(archive), subject, reason), pages.released, as_json, lang)


def holds(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show what is on hold, and what was disposed of.

    Example: khizana holds --archive /srv/khizana
    """
    from khizana.cli.people import hold_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.lifecycle import holds
    from khizana.wiring.opening import open_archive

    answer(holds.holds(open_archive(archive)), pages.holds, as_json, lang)


def dispose(
    register: Register,
    reason: Reason,
    name: AsOption,
    key: KeyOption,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Ask for the disposal of a register whose retention has run out.

    Nothing is removed until a second person approves. Then every package of the register goes from every store; a tombstone and
    the ledger say for ever what was there, why it went, and who decided it. Refused while a hold or the policy keeps it.

    Example: khizana dispose ma_01.511.01.01-1_dahir1950_birth_1987_p1_office --reason schedule-7 --as amal --key amal.key
    """
    from khizana.cli.people import people_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.lifecycle import disposal
    from khizana.wiring.opening import open_archive

    answer(disposal.propose(open_archive(archive), register, reason, name, key), pages.proposed, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (hold, release, holds, dispose):
        app.command()(command)
