"""Says which file a failed call was about, where the system does not: an error of write, read or sync carries no name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def naming(what: object) -> Iterator[None]:
    """Errors of the disk inside name this file, unless they name one."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and error.filename is None:
            error.filename = str(what)
        raise
