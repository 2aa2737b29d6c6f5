"""`khizana ledger checkpoint`, `prove`, `check-proof`, `growth`, `check-growth`: proofs for strangers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import FILE, ForceOption
from khizana.output import NewFile

OutputFile = Annotated[NewFile, typer.Option("--output", "-o", metavar="FILE", help="The file to write.", **FILE)]
KeyFile = Annotated[
    Path | None, typer.Option("--key", metavar="FILE", help="The archive's verifier key, as it gave it to you.")
]
WitnessKey = Annotated[
    Path | None, typer.Option("--witness-key", metavar="FILE", help="The verifier key of a witness that you trust.")
]
PackageName = Annotated[str | None, typer.Argument(metavar="[PACKAGE]", help="The package whose entry is proved.")]
Position = Annotated[
    int | None, typer.Option("--position", metavar="N", min=0, help="Another entry, by its position from 0.")
]
Folder = Annotated[
    Path | None, typer.Option("--package", metavar="DIR", help="A package: is every byte of it what the entry names?")
]
Old = Annotated[Path, typer.Option("--old", metavar="FILE", help="The older checkpoint, which you kept.")]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="The older checkpoint; what a witness saw last otherwise, or nothing."),
]
FromSize = Annotated[
    int | None,
    typer.Option("--from-size", metavar="N", min=0, help="So many entries were seen last, as a witness answered."),
]
Note = Annotated[
    NewFile | None,
    typer.Option("--output", "-o", metavar="FILE", help="Save the checkpoint in this file.", **FILE),
]
Proof = Annotated[Path, typer.Argument(metavar="FILE", help="The proof.")]


def checkpoint(
    output: Note = None,
    force: ForceOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Give the signed checkpoint.

    Whoever keeps a copy elsewhere can tell later that the ledger was cut short or rewritten, by whomever.

    Example: khizana ledger checkpoint --archive /srv/khizana -o 2026-11.checkpoint
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import book
    from khizana.wiring.opening import open_archive

    answer(book.checkpoint(open_archive(archive), output), pages.checkpoint, as_json, lang)


def prove(
    output: OutputFile,
    package: PackageName = None,
    position: Position = None,
    force: ForceOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Prove that a package was recorded.

    One file (C2SP tlog-proof) with the ledger's entry, its inclusion proof and the signed checkpoint. It is checked with our
    verifier key, or a witness's, and nothing else: not our archive, and no secret.

    Example: khizana ledger prove ma_01.511.01.01-1_dahir1950_birth_1987_p1_office-v1 -o births-1987.tlog-proof
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import book
    from khizana.wiring.opening import open_archive

    answer(book.prove(open_archive(archive), package, position, output), pages.proved, as_json, lang)


def check_proof(
    file: Proof,
    key: KeyFile = None,
    witness_key: WitnessKey = None,
    package: Folder = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Check such a proof; no archive is needed.

    With --package, every byte of the package is read too, and compared with the digest in the proved entry.

    Example: khizana ledger check-proof births-1987.tlog-proof --key khizana.pub --package births-1987/
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import proof_check

    answer(proof_check.check_inclusion(file, key, witness_key, package), pages.checked, as_json, lang)


def growth(
    output: OutputFile,
    old: From = None,
    size: FromSize = None,
    force: ForceOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Prove that the ledger only grew.

    One file that leads from an older checkpoint to the newest. It is also what a witness is sent (C2SP tlog-witness).

    Example: khizana ledger growth --archive /srv/khizana --from 2026-10.checkpoint -o november.request
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import book
    from khizana.wiring.opening import open_archive

    answer(book.growth(open_archive(archive), old, size, output), pages.grown, as_json, lang)


def check_growth(
    file: Proof,
    old: Old,
    key: KeyFile = None,
    witness_key: WitnessKey = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Check such a proof; no archive is needed.

    Example: khizana ledger check-growth november.request --old 2026-10.checkpoint --key khizana.pub
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import proof_check

    answer(proof_check.check_growth(file, old, key, witness_key), pages.checked_growth, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(checkpoint)
    app.command()(prove)
    app.command("check-proof")(check_proof)
    app.command()(growth)
    app.command("check-growth")(check_growth)
