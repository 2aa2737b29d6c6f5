"""`--log-level` and `--log-format` stand anywhere on the command line; and what is logged of the command itself."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from archive.logs import happened
from khizana.log_output import format_of, level_of, logging_to

LEVEL: Final = "--log-level"
FORMAT: Final = "--log-format"
_LOG = logging.getLogger(__name__)


@contextmanager
def logged(command: Any, words: Sequence[str], named: Mapping[str, str]) -> Iterator[None]:
    """Log that the command began and how it ended: its name, and never what it was asked for."""
    with logging_to(sys.stderr, level_of(named.get(LEVEL)), format_of(named.get(FORMAT))):
        name, began = _name(command, words), time.monotonic()
        happened(_LOG, logging.INFO, "command began", command=name)
        try:
            yield
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
            _ended(name, began, code)
            raise
        except BaseException as error:
            took = round(time.monotonic() - began, 3)
            happened(_LOG, logging.ERROR, "command failed", command=name, error=type(error).__name__, seconds=took)
            raise
        _ended(name, began, 0)


def _ended(name: str, began: float, code: int) -> None:
    took = round(time.monotonic() - began, 3)
    happened(_LOG, logging.INFO, "command ended", command=name, exit=code, seconds=took)


def _name(command: Any, words: Sequence[str]) -> str:
    """The words that are names of commands, and no others."""
    names: list[str] = []
    for word in words:
        below = getattr(command, "commands", {}).get(word)
        if below is None:
            break
        names.append(word)
        command = below
    return ".".join(names) or "khizana"
