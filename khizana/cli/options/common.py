"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", metavar="DIR", help="The archive's folder; KHIZANA_ARCHIVE names it otherwise."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]
LangOption = Annotated[
    str | None,
    typer.Option("--lang", metavar="ar|fr|en", help="Language of the answer; KHIZANA_LANG or the locale otherwise."),
]
