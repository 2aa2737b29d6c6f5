"""The options of commands that are signed by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AsOption = Annotated[
    str, typer.Option("--as", metavar="NAME", help="Who signs: a pseudonym that `khizana person list` shows.")
]
KeyOption = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="Your own key file; KHIZANA_PASSPHRASE unlocks a locked one.")
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="CODE", help="Why, as a code (a-z, 0-9, hyphen): it stands in the request.")
]
MaybeAsOption = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who signs, where it takes two: a pseudonym that is named.")
]
