"""Packages that are written aside by several workers and put away together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from archive.store.folder_store.folder_sealing import put_away
from archive.store.folder_store.folder_staging import FolderStaging, say_if_full
from archive.store.folder_store.openat import FOLDER


class FolderGroup:
    """`add` may be called by several threads at once; `seal` by one, when all of them have finished."""

    def __init__(self, aside: Path, begin: Callable[[str], FolderStaging]) -> None:
        self._begin = begin
        self._written: list[FolderStaging] = []
        self._open = ExitStack()
        self._anchor = os.open(aside, FOLDER)
        self._open.callback(os.close, self._anchor)

    @contextmanager
    def add(self, package: str) -> Iterator[FolderStaging]:
        with ExitStack() as unfinished:
            staging = unfinished.enter_context(self._begin(package))
            yield staging
            staging.finish()
            self._open.push(unfinished.pop_all())
            self._written.append(staging)

    def seal(self) -> None:
        try:
            put_away(self._written, self._anchor)
        except OSError as error:
            say_if_full(error, f"{len(self._written)} packages")
            raise

    def __enter__(self) -> FolderGroup:
        return self

    def __exit__(self, *exception: object) -> None:
        self._open.close()
