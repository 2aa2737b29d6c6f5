"""The manual of the command line, generated from the commands themselves; docs/manual.md is this text."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import typer

from khizana.cli.app import app
from khizana.errors import MEANINGS

_HEAD = """# Manual of the command line

This page is generated from the commands (`make manual`); a test compares the two.

Every command takes `--json`, which prints one JSON object and nothing else on standard output (its
JSON Schema is `schemas/answers/<command>.schema.json`), and `--lang ar|fr|en`. The
archive is named by `--archive DIR` or by KHIZANA_ARCHIVE. KHIZANA_LANG sets the language, KHIZANA_ACTOR the pseudonym that the
ledger records, KHIZANA_FONTS the folder of the fonts that the register maker draws with.

`--log-level debug|info|warning|error` and `--log-format text|json`, anywhere on the command line, or KHIZANA_LOG_LEVEL and
KHIZANA_LOG_FORMAT, log what happens to standard error: see [operations.md](operations.md). Nothing is logged where none is named.

## Exit codes

| Code | Meaning |
|---|---|
"""


def manual() -> str:
    """The whole page, in Markdown."""
    codes = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in MEANINGS.items())
    return _HEAD + codes + "".join(_commands(typer.main.get_command(app), "khizana"))


def _commands(command: Any, name: str) -> Iterator[str]:
    commands = getattr(command, "commands", None)
    if commands is None:
        yield _page(command, name)
        return
    for below in sorted(commands):
        yield from _commands(commands[below], f"{name} {below}")


def _page(command: Any, name: str) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([name, *(one.metavar or one.name.upper() for one in arguments), "[OPTIONS]"])
    rows = [_row(one.metavar or one.name.upper(), one) for one in arguments]
    rows += [_row(_option(one), one) for one in options]
    text = inspect.cleandoc(command.help or "")
    return f"\n## {name}\n\n```\n{usage}\n```\n\n{text}\n\n| | |\n|---|---|\n" + "\n".join(rows) + "\n"


def _option(option: Any) -> str:
    names = "/".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar or option.name.upper()}"


def _row(shown: str, parameter: Any) -> str:
    help_text = parameter.help or ""
    return f"| `{shown.replace('|', chr(92) + '|')}` | {help_text} |"
