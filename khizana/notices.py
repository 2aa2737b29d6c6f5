"""What a command must say whatever it answers: told while it works, and said beside its answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from archive.model.json import Json

UNEXTENDED = "ledger.unextended"
"""The ledger was cut short or replaced: a finding, whatever else is answered."""

_HEARD: ContextVar[list[dict[str, Json]] | None] = ContextVar("heard", default=None)


@contextmanager
def hearing() -> Iterator[None]:
    """Collect what is noted while the block runs."""
    token = _HEARD.set([])
    try:
        yield
    finally:
        _HEARD.reset(token)


def note(key: str, **params: Json) -> None:
    """Note a text of the catalogue, once."""
    heard = _HEARD.get()
    if heard is not None and {"notice": key, **params} not in heard:
        heard.append({"notice": key, **params})


def take_back(key: str) -> None:
    """What was noted under a text is so no longer."""
    told = _HEARD.get()
    if told is not None:
        told[:] = [one for one in told if one["notice"] != key]


def heard() -> list[dict[str, Json]]:
    """What was noted so far."""
    return list(_HEARD.get() or ())
