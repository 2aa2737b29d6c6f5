"""What a verb answers: an exit code and a JSON object that says everything a person or a program may want to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.model.json import Json
from khizana.errors import Exit


@dataclass(frozen=True, slots=True)
class Outcome:
    """The content is what `--json` prints; the pages of the command line and the web are drawn from it alone."""

    content: Mapping[str, Json]
    exit: Exit = Exit.DONE
