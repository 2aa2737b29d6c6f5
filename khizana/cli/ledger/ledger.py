"""`khizana ledger`: the custody book, and its proofs for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.ledger import amendments, keys, proofs
from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption

app = typer.Typer(help="The custody book: what was taken in, and when.", no_args_is_help=True, rich_markup_mode=None)

Kept = Annotated[
    list[Path] | None,
    typer.Option("--checkpoint", metavar="FILE", help="A checkpoint that was kept elsewhere; may be given again."),
]
WitnessKeys = Annotated[
    list[Path] | None,
    typer.Option(
        "--witness-key", metavar="FILE", help="The verifier key of a witness that signed it; may be given again."
    ),
]
Authorities = Annotated[
    list[Path] | None,
    typer.Option(
        "--ca", metavar="FILE", help="Root certificate (PEM) of a time-stamping authority; may be given again."
    ),
]


@app.command()
def verify(
    kept: Kept = None,
    witness_keys: WitnessKeys = None,
    authorities: Authorities = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Is the ledger what it was?

    Reads every entry and tile and hashes the tree anew against the signed checkpoint; then holds it against every checkpoint
    that a witness countersigned or an authority stamped, follows the changes of its key, and says since when nobody witnessed it.

    Finds any change to what the checkpoint covers. A book cut short or rewritten with our own key is found only against a
    checkpoint that somebody else kept: give it with --checkpoint, and the key of the witness that signed it.

    Example: khizana ledger verify --archive /srv/khizana --checkpoint court.checkpoint --witness-key court.pub
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import book
    from khizana.wiring.opening import open_archive

    outcome = book.verify_ledger(open_archive(archive), kept or (), witness_keys or (), authorities or ())
    answer(outcome, pages.verified, as_json, lang)


proofs.register(app)
keys.register(app)
amendments.register(app)
