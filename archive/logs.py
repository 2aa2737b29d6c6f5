"""What happened, for the log of a service: a constant event with plain fields, never a sentence, a path or a person's name.

Messages of libraries and of exceptions may quote what was read or asked, so none of them is logged.
"""

from __future__ import annotations

import logging
import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:~-]{0,199}")
"""Identifiers, codes, digests, names of classes."""
HIDDEN = "-"
logging.getLogger("archive").addHandler(
    logging.NullHandler()
)  # who uses the library decides what is written, and where


def happened(logger: logging.Logger, level: int, event: str, **fields: int | float | str | None) -> None:
    """Log one event; a text that is no identifier is hidden."""
    if logger.isEnabledFor(level):
        plain = {name: _plain(value) for name, value in fields.items() if value is not None}
        logger.log(level, event, extra={"fields": plain})


def _plain(value: float | str) -> float | str:
    return HIDDEN if isinstance(value, str) and not _PLAIN.fullmatch(value) else value
