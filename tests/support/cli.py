"""Calls the command line as a user does, in this process, and keeps what it said."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from khizana.cli.app import run

ANSWERS = Path(__file__).parents[2] / "schemas" / "answers"


@cache
def answer_schema(command: str) -> Any:
    """The published schema of an answer; None for a command that has none."""
    path = ANSWERS / f"{command.replace(' ', '-')}.schema.json"
    return json.loads(path.read_bytes()) if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Called:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What `--json` printed; it follows the published schema of its command, or the test fails."""
        content = json.loads(self.out)
        if isinstance(content, dict) and (schema := answer_schema(str(content.get("command", "")))):
            jsonschema_rs.validator_for(schema).validate(content)
        return content

    @property
    def hits(self) -> list[Any]:
        """Everything that a search lists, group after group."""
        groups = self.json["groups"].values()
        return [*self.json["hits"], *(hit for group in groups for hit in group["hits"] or ())]


def khizana(*arguments: str | Path) -> Called:
    """Run one command; a traceback fails the test, as it should."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code
    return Called(int(code) if isinstance(code, int) else 0, out.getvalue(), err.getvalue())
