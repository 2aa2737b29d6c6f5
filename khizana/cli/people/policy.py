"""`khizana policy`: for how long registers are kept and acts closed, as the ledger says it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.people import MaybeAsOption

app = typer.Typer(help="The retention and embargo policies in force.", no_args_is_help=True, rich_markup_mode=None)
Kind = Annotated[str, typer.Argument(metavar="retention|embargo", help="What the policy is about.")]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="The policy; else that of archive.toml, or the published one."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="CODE", help="Why, as a code (a-z, 0-9, hyphen).")]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="Your own key file; KHIZANA_PASSPHRASE unlocks a locked one."),
]


@app.command("list")
def show(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Show which policies are in force.

    Each with the ledger entry that names it; and which other one lies in the file of archive.toml, or is published with this
    program, and is not in force.

    Example: khizana policy list --archive /srv/khizana
    """
    from khizana.cli.people import hold_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.lifecycle import policy_change
    from khizana.wiring.opening import open_archive

    answer(policy_change.show(open_archive(archive)), pages.policies, as_json, lang)


@app.command()
def adopt(
    kind: Kind,
    file: PolicyFile = None,
    reason: Reason = "adopted",
    by: MaybeAsOption = None,
    key: Key = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Put a policy in force.

    The ledger names it; a file that is changed, or a newer published policy, changes nothing by itself. Once two people were ever
    named, one asks, with --as and --key, and another approves.

    Example: khizana policy adopt embargo --file embargo.json --reason law-12 --as registrar-a --key registrar-a.key
    """
    from khizana.cli.people import hold_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.cli.terminal.progress import Bars
    from khizana.service.dual_control.naming import signing
    from khizana.service.lifecycle import policy_change
    from khizana.wiring.opening import open_archive

    with Bars(lang, as_json) as bars:
        opened, signs = open_archive(archive), signing(by, key, "--key")
        outcome = policy_change.adopt(opened, kind, file, reason, signs, bars.step)
    answer(outcome, pages.adopted, as_json, lang)
