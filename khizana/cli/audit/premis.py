"""`premis`: a package's preservation metadata with all that happened to it since."""

from __future__ import annotations

from typing import Annotated

import typer

from khizana.cli.options.common import ArchiveOption, JsonOption, LangOption
from khizana.cli.options.outputs import FILE, ForceOption
from khizana.output import NewFile

Package = Annotated[str, typer.Argument(metavar="PACKAGE", help="The identifier of a package.")]
Output = Annotated[
    NewFile | None,
    typer.Option("--output", "-o", metavar="FILE", help="Save the document here instead of printing it.", **FILE),
]


def premis(
    package: Package,
    output: Output = None,
    force: ForceOption = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Give the PREMIS of a package with its later life.

    A package never changes: audits, copies, repairs, holds, later versions and disposal stand in the ledger. This is one PREMIS 3
    document of both, with the terms that the retention and embargo policies set today.

    Example: khizana premis ma_01.511.01.01-1_dahir1950_birth_1987_p1_office-v1 -o births-1987.premis.xml
    """
    from khizana.cli.audit import premis_pages as pages
    from khizana.cli.terminal.answer import answer
    from khizana.service.lifecycle import later_premis
    from khizana.wiring.opening import open_archive

    answer(later_premis.premis(open_archive(archive), package, output), pages.premis, as_json, lang)


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(premis)
