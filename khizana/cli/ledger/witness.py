"""`khizana witness`: the small program of a second party, that watches ledgers which are not its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import JsonOption, LangOption
from khizana.cli.options.outputs import CONTINUED, FILE, OWN, ForceOption
from khizana.output import NewFile

app = typer.Typer(
    help="For a second party: see that a ledger only grows, and countersign it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_WHERE = "The witness's own folder, outside the archive."
NewWitness = Annotated[Path, typer.Argument(metavar="DIR", help=_WHERE, **CONTINUED)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=_WHERE, **OWN)]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="The witness's name, such as court.example/witness.")]
Log = Annotated[Path, typer.Option("--log", metavar="FILE", help="The verifier key of the archive that is watched.")]
Handover = Annotated[
    Path | None,
    typer.Option("--handover", metavar="FILE", help="How the archive's key was changed (ledger/handovers)."),
]
Seen = Annotated[
    Path | None,
    typer.Option(
        "--seen", metavar="FILE", help="A checkpoint that this witness countersigned: after seen.json was lost."
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="The archive lost its key and said so in person: trust this one instead.")
]
Asked = Annotated[
    Path, typer.Argument(metavar="REQUEST", help="What the archive sent: `khizana ledger growth` made it.")
]
OutputFile = Annotated[
    NewFile,
    typer.Option("--output", "-o", metavar="FILE", help="Where the countersigned checkpoint goes.", **FILE),
]


@app.command()
def init(directory: NewWitness, name: Name, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Make a witness.

    It gets a key of its own and a record of what it saw. Keep both away from the archive, and back them up.

    Example: khizana witness init /srv/witness --name court.example/witness
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import witness

    answer(witness.create(directory, name), pages.witness_made, as_json, lang)


@app.command()
def trust(
    directory: Folder,
    log: Log,
    handover: Handover = None,
    seen: Seen = None,
    replace: Replace = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Watch an archive, or take its new key.

    The verifier key comes from the archive in person. A changed key is taken with a handover, which the old key signed.

    Example: khizana witness trust /srv/witness --log khizana.pub
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import witness

    answer(witness.trust(directory, log, handover, seen, replace), pages.watched, as_json, lang)


@app.command()
def sign(
    directory: Folder,
    request: Asked,
    output: OutputFile,
    force: ForceOption = False,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Countersign a checkpoint.

    Only where it continues what was seen last. A ledger that was cut short or rewritten is refused (exit code 3), and what was
    asked is kept as evidence. What was seen is on disk before the signature is given.

    Example: khizana witness sign /srv/witness november.request -o november.checkpoint
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import witness

    answer(witness.sign(directory, request, output), pages.witness_signed, as_json, lang)
