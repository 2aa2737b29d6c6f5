"""Turns what the library raises into an error that names the index and the remedy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.engine.port import EngineUnavailable
from indexer.names.register_words.register_dictionary import UnreadableDictionary

REMEDY = "run `khizana reindex` to build it again from the packages"
FAILURES = (ValueError, OSError, RuntimeError)  # all that the binding raises, whatever the cause


@contextmanager
def named(folder: Path) -> Iterator[None]:
    """Errors of the binding, and panics of the library on damaged files, become EngineUnavailable."""
    try:
        yield
    except EngineUnavailable:
        raise
    except UnreadableDictionary as error:
        raise EngineUnavailable(f"the dictionary of the index {folder} cannot be used ({error}): {REMEDY}") from error
    except FAILURES as error:
        if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
            raise EngineUnavailable(
                f"the index {folder} cannot be used ({error}), and nothing may be written there: build it with "
                "`khizana reindex` where the archive is written"
            ) from error
        raise EngineUnavailable(f"the index {folder} cannot be used ({error}): {REMEDY}") from error
    except BaseException as error:
        # A panic derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise EngineUnavailable(f"the index {folder} is damaged: {REMEDY}") from error
