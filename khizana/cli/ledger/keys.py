"""`khizana ledger witness`, `timestamp`, `rotate-key`, `adopt-key`: what others sign, and what we sign with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import CONTINUED

Countersigned = Annotated[
    Path, typer.Argument(metavar="FILE", help="The checkpoint, as it came back from the witness.")
]
WitnessKey = Annotated[
    Path | None,
    typer.Option("--witness-key", metavar="FILE", help="The witness's verifier key; needed the first time."),
]
Authority = Annotated[str, typer.Option("--authority", metavar="URL", help="The address of the authority.")]
Certificate = Annotated[Path, typer.Option("--ca", metavar="FILE", help="The authority's root certificate (PEM).")]
Seen = Annotated[
    Path, typer.Option("--checkpoint", metavar="FILE", help="The last checkpoint that the witness countersigned.")
]
Witness = Annotated[Path, typer.Option("--witness-key", metavar="FILE", help="The witness's verifier key.")]
Request = Annotated[
    Path | None,
    typer.Option(
        "--request", metavar="FILE", help="The request that two people sign; the first makes it.", **CONTINUED
    ),
]
Name = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who signs, as the ledger names this person.")]
PersonKey = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The key file of that person.")]


def witness(
    file: Countersigned,
    witness_key: WitnessKey = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Keep what a witness countersigned.

    It is kept in ledger/witnessed when it is a checkpoint of this ledger, signed by us and by the witness.

    Example: khizana ledger witness november.checkpoint --witness-key court.pub --archive /srv/khizana
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import witnessed
    from khizana.wiring.opening import open_archive

    answer(witnessed.receive(open_archive(archive), file, witness_key), pages.received, as_json, lang)


def timestamp(
    authority: Authority,
    certificate: Certificate,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Have the checkpoint time-stamped.

    Asks an authority (RFC 3161), verifies its answer, and keeps it in ledger/stamped. It learns a digest and nothing else.

    Example: khizana ledger timestamp --authority https://tsa.example/tsr --ca tsa-root.pem --archive /srv/khizana
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import stamps
    from khizana.wiring.opening import open_archive

    answer(stamps.stamp(open_archive(archive), authority, certificate), pages.stamped, as_json, lang)


def rotate_key(archive: ArchiveOption = None, as_json: JsonOption = False, lang: LangOption = None) -> None:
    """Change the signing key.

    The old key signs that the new one follows, and is gone; the proof lies in ledger/handovers. Killed anywhere, run it again.

    Example: khizana ledger rotate-key --archive /srv/khizana
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import key_change
    from khizana.wiring.opening import open_archive

    answer(key_change.rotate(open_archive(archive)), pages.changed, as_json, lang)


def adopt_key(
    checkpoint: Seen,
    witness_key: Witness,
    request: Request = None,
    name: Name = None,
    key: PersonKey = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Replace a lost signing key.

    The ledger must continue what the witness saw last, and two people whom it names must sign: each runs this command with the
    same --request; the second has the key replaced. The ledger says for ever that the old key did not sign.

    Example: khizana ledger adopt-key --checkpoint seen.note --witness-key court.pub --request new.key --as lead --key lead.key
    """
    from khizana.cli.ledger import ledger_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.ledger_proofs import lost_key
    from khizana.wiring.opening import open_archive

    person = None if name is None or key is None else lost_key.Person(name, key)
    outcome = lost_key.adopt(open_archive(archive), checkpoint, witness_key, request, person)
    answer(outcome, pages.adopted, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(witness)
    app.command()(timestamp)
    app.command("rotate-key")(rotate_key)
    app.command("adopt-key")(adopt_key)
