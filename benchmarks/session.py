"""Questions in one process: `python -m benchmarks.session [--acts 20000] [--questions 200]`.

An archive with its ledger, packages, catalogue and index, asked as the portal asks: `khizana.service.search`, from the typed
text to the answer as JSON, embargo and what is known to differ included. Once with one session for all questions, once with a
session opened for each, which is what a command pays behind its start. Seconds of the wall clock, and of the processor.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archive.ledger.entry import Entry
from archive.model.digest import Digest
from archive.package.bag import TAG_MANIFEST
from benchmarks.made_book import MadeBook
from benchmarks.made_packages import keep
from benchmarks.measuring import header, machine
from indexer.finder import Page
from indexer.question.query import Filters
from khizana.service.index.indexing import rebuild
from khizana.service.search.search import search
from khizana.wiring.opening import create, open_archive
from khizana.wiring.session import Session

WARM = 10
"""Questions that are not counted."""


def archive(root: Path, book: MadeBook, acts: int) -> Path:
    """An archive that holds the registers of a book."""
    session = create(root, "bench")
    keep(acts, session.settings.store)
    entries = list(_recorded(session, book))
    for at in range(0, len(entries), 100):
        session.ledger.append(entries[at : at + 100])
    rebuild(session, lambda stage, done, total: None)
    return root


def _recorded(session: Session, book: MadeBook) -> Iterator[Entry]:
    for one in book.since(0):
        content = one.entry.subject.encode()
        (Path(session.store.place(one.entry.subject)) / TAG_MANIFEST).write_bytes(content)
        yield replace(one.entry, time=session.now(), digests={"tagmanifest": Digest.of(content)})


def questions(book: MadeBook, number: int) -> list[str]:
    """Names of children, every second in Latin with a letter left out."""
    chance = random.Random(1)
    return [_question(book, at, chance) for at in range(number)]


def _question(book: MadeBook, at: int, chance: random.Random) -> str:
    act = next(iter(book.acts(chance.choice(book.registers).package())))
    child = act["persons"][0]
    typed = " ".join(str(child[part][("ar", "latin")[at % 2]]["value"]) for part in ("given", "surname"))
    left_out = chance.randrange(1, len(typed))
    return typed[:left_out] + typed[left_out + 1 :] if at % 2 else typed


def measure(session: Callable[[], Session], asked: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of the wall clock and of the processor, a question."""
    taken: list[tuple[float, float]] = []
    for text in asked:
        wall, cpu = time.perf_counter(), time.process_time()
        search(session(), text, Filters(), Page()).to_json()
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    walls, cpus = zip(*taken[WARM:], strict=True)
    return list(walls), list(cpus)


def row(name: str, taken: tuple[Sequence[float], Sequence[float]]) -> str:
    """One line of the table."""
    cells = [f"{cut * 1000:.1f}" for seconds in taken for cut in _cuts(seconds)]
    return f"| {name} | {' | '.join(cells)} |"


def _cuts(seconds: Sequence[float]) -> tuple[float, float]:
    return statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    book = MadeBook(given.acts)
    with tempfile.TemporaryDirectory() as folder:
        root = archive(Path(folder) / "bench", book, given.acts)
        asked = questions(book, WARM + given.questions)
        kept = open_archive(root)
        print(f"{machine()}\n{given.acts:,} acts, {given.questions} questions\n")
        print(header("a question, ms", "wall p50", "p95", "CPU p50", "p95"))
        print(row("one session", measure(lambda: kept, asked)), flush=True)
        print(row("a session each", measure(lambda: open_archive(root), asked)), flush=True)


if __name__ == "__main__":
    main()
