"""Packages of made registers in a folder store: the documents that an index is made from, written as an ingest does."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from archive.model.json import write_line, write_pretty
from archive.model.records.facts import RegisterFacts
from archive.model.records.register import Statements
from archive.package import layout
from archive.store.folder_store.folder import FolderStore
from benchmarks.made_book import ACTS, MadeBook


def keep(acts: int, store: Path) -> None:
    """Put so many acts into a store, by processes of their own; reading them back finds nothing else to measure."""
    FolderStore.create(store)
    packages = [of.package() for of in MadeBook(acts).registers]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for _ in pool.map(partial(_keep, acts, store), packages, chunksize=100):
            """Whatever went wrong there is raised here."""


def _keep(acts: int, store: Path, package: str) -> None:
    book = _book(acts)
    register = book.register(package)
    inside = store / "packages" / package.partition("_dahir")[0] / package / layout.folder(package)
    written = {
        layout.REGISTER: write_pretty(register),
        layout.FACTS: write_pretty(_facts(register).to_json()),
        layout.representation(layout.ACTS, layout.ACTS_FILE): b"".join(map(write_line, book.acts(package))),
    }
    for name, content in written.items():
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(content)


@lru_cache(1)
def _book(acts: int) -> MadeBook:
    """One for all packages that a process writes."""
    return MadeBook(acts)


def _facts(register: Any) -> RegisterFacts:
    return RegisterFacts(
        register=register["id"],
        package=register["package"],
        keyed=True,
        nil=False,
        stated=Statements(0, 1, ACTS, ACTS),
        pages=(),
        repeated_pages={},
        missing_pages={},
        numbers=((1, ACTS),),
        repeated_numbers={},
        suffixed=(),
        missing_acts={},
        views=0,
        acts=ACTS,
        mentions=0,
    )
