"""What a decoder says while it works: libvips hands the warnings of libtiff and libjpeg to its log, and forgets them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOG = logging.getLogger("pyvips")
_ITS_OWN = ("error in tile",)
"""What libvips adds of its own to what was said already."""


class _Heard(logging.Handler):
    """Keeps each thing that is said once, in order."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.words: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        said = " ".join(record.getMessage().removeprefix("VIPS: ").split())
        if not said.startswith(_ITS_OWN):
            self.words[said] = None


@contextmanager
def heard() -> Iterator[dict[str, None]]:
    """The warnings that are given while the context lasts, as they come."""
    listening = _Heard()
    _LOG.addHandler(listening)
    try:
        yield listening.words
    finally:
        _LOG.removeHandler(listening)
