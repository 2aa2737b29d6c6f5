"""Turns what the library raises into an error that names the index and the remedy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.model.message import tell
from indexer.engine.port import EngineUnavailable
from indexer.names.register_words.register_dictionary import UnreadableDictionary

REMEDY = tell("run `khizana reindex` to build it again from the packages")
FAILURES = (ValueError, OSError, RuntimeError)  # all that the binding raises, whatever the cause


@contextmanager
def named(folder: Path) -> Iterator[None]:
    """Errors of the binding, and panics of the library on damaged files, become EngineUnavailable."""
    try:
        yield
    except EngineUnavailable:
        raise
    except UnreadableDictionary as error:
        raise EngineUnavailable(
            tell(
                "the dictionary of the index {folder} cannot be used ({error}): {remedy}",
                folder=folder,
                error=error,
                remedy=REMEDY,
            )
        ) from error
    except FAILURES as error:
        if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
            raise EngineUnavailable(
                tell(
                    "the index {folder} cannot be used ({error}), and nothing may be written there: "
                    "build it with `khizana reindex` where the archive is written",
                    folder=folder,
                    error=error,
                )
            ) from error
        raise EngineUnavailable(
            tell("the index {folder} cannot be used ({error}): {remedy}", folder=folder, error=error, remedy=REMEDY)
        ) from error
    except BaseException as error:
        # A panic derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise EngineUnavailable(
            tell("the index {folder} is damaged: {remedy}", folder=folder, remedy=REMEDY)
        ) from error
