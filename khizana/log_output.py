"""The log of a service, by the standard library: our own loggers alone, as JSON or text, each line with its request."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final, TextIO

from archive.model.message import tell
from khizana.errors import UsageError

LEVELS: Final = ("debug", "info", "warning", "error")
FORMATS: Final = ("text", "json")
_OURS: Final = ("archive", "indexer", "khizana", "register_maker")
"""Libraries log addresses with queries and what they read: nothing of theirs is written."""
_REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
for _name in _OURS:
    logging.getLogger(_name).addHandler(logging.NullHandler())  # else errors would reach standard error unasked


def level_of(named: str | None) -> str | None:
    """The level that the command line or KHIZANA_LOG_LEVEL names; None where nothing is to be logged. UsageError."""
    return _one_of(LEVELS, named or os.environ.get("KHIZANA_LOG_LEVEL"), "--log-level", "KHIZANA_LOG_LEVEL")


def format_of(named: str | None) -> str:
    """The format that the command line or KHIZANA_LOG_FORMAT names, or text. UsageError."""
    return (
        _one_of(FORMATS, named or os.environ.get("KHIZANA_LOG_FORMAT"), "--log-format", "KHIZANA_LOG_FORMAT") or "text"
    )


def _one_of(known: tuple[str, ...], named: str | None, option: str, variable: str) -> str | None:
    if named and named not in known:
        raise UsageError(
            tell(
                "{option} or {variable}: it is one of {known}", option=option, variable=variable, known=", ".join(known)
            )
        )
    return named or None


@contextmanager
def request(identifier: str) -> Iterator[None]:
    """Within, every line bears this identifier: of a request to the portal, of a job of a worker."""
    token = _REQUEST.set(identifier)
    try:
        yield
    finally:
        _REQUEST.reset(token)


@contextmanager
def logging_to(stream: TextIO, level: str | None, form: str) -> Iterator[None]:
    """Write what is logged while the block runs; nothing, where no level was named."""
    if level is None:
        yield
        return
    handler = logging.StreamHandler(stream)
    handler.setFormatter((_Json if form == "json" else _Text)(secrets.token_hex(6)))
    ours = [logging.getLogger(name) for name in _OURS]
    for logger in ours:
        logger.addHandler(handler)
        logger.setLevel(level.upper())
        logger.propagate = False
    try:
        yield
    finally:
        for logger in ours:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)
            logger.propagate = True


class _Lines(logging.Formatter):
    """What every line has. `command` is the identifier of lines that belong to no request of their own."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self._command = command

    def entry(self, record: logging.LogRecord) -> dict[str, object]:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        # A record that did not come by `happened` may say anything: only where it came from is written.
        fields: dict[str, object] | None = getattr(record, "fields", None)
        return {
            "time": when.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": _REQUEST.get() or self._command,
            "event": record.msg if fields is not None else "other",
            **(fields or {}),
        }


class _Json(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.entry(record))


class _Text(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        first = self.entry(record)
        head = " ".join(str(first.pop(name)) for name in ("time", "level", "request", "logger"))
        return f"{head} {first.pop('event')} " + " ".join(f"{name}={value}" for name, value in first.items())
