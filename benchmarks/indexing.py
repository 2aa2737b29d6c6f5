"""Indexing and asking: acts a second from packages to index, bytes an act, query times with filters and facets, memory.

`python -m benchmarks.indexing --acts 1000000 --engine embedded`. The acts are made before the clock starts and lie in a folder
store as an ingest would leave them. In the clock is all that `khizana reindex` does: opening and reading the documents of each
package, making search documents, terms and digests in processes of their own, indexing, commits; the proof of every register is
timed apart. With `--unkept` no package is kept: the acts are made where they would be read, within the clock, for sizes where
packages would take too long. Each engine is measured in a process of its own. Elasticsearch is the one that
ELASTICSEARCH_URL names, or one that is started with the memory and compilers of a server (KHIZANA_ELASTIC_JAVA).
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from types import ModuleType
from typing import Any

from archive.package.package_reader import PackageReading
from archive.store.folder_store.folder import FolderLocation, FolderStore
from benchmarks.made_book import MadeBook
from benchmarks.made_packages import keep
from benchmarks.measuring import header, machine
from indexer.building.feed import INDEXED
from indexer.building.reindex import Built, reindex
from indexer.documents.document_builder import BuiltDocuments, Maker
from indexer.engine.port import Engine
from indexer.finder import Finder, Page
from indexer.names.letter_model.letter_table import LetterTable
from indexer.query_parser.grammar import understood
from khizana import resources
from khizana.wiring.document_makers import makers
from khizana.wiring.engines import made_beside

QUERIES = 1_000
TARGETS = {"embedded": 12_000, "elasticsearch": 8_000}
OPENCRVS = 934
"""Records a second that OpenCRVS publishes for its index."""


JAVA = "-Xms1g -Xmx1g"
"""What the server is started with: the usual compilers, and not the small heap of the tests."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processors: of whoever writes the index, of those who make documents, of the server."""

    writer: float
    makers: float
    server: float

    def __sub__(self, before: Spent) -> Spent:
        return Spent(self.writer - before.writer, self.makers - before.makers, self.server - before.server)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine took. Seconds of the wall clock; `memory` of the writer, of one maker, of the server."""

    built: Built
    indexing: float
    verifying: float
    spent: Spent
    stored: int
    memory: tuple[int, int, int]
    times: Sequence[float]
    processor: Sequence[float]
    expanding: Sequence[float]
    answered: int


@dataclass(frozen=True, slots=True)
class Asked:
    """An engine, how many bytes it takes on disk, and the process of its server, if there is one."""

    engine: Engine
    stored: Callable[[], int]
    server: int | None = None


def table() -> LetterTable:
    """The project's letter table."""
    return LetterTable.of(resources.letters())


@contextmanager
def embedded() -> Iterator[Asked]:
    """In a folder of its own."""
    from indexer.engine.embedded import EmbeddedEngine

    with tempfile.TemporaryDirectory(dir=os.environ.get("KHIZANA_BENCH_DIR")) as folder:
        engine = EmbeddedEngine(Path(folder), table().digest)
        yield Asked(engine, lambda: sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()))


@contextmanager
def elasticsearch() -> Iterator[Asked]:
    """On a server of its own, or on the one that is named."""
    from indexer.engine.elastic import ElasticEngine, Server

    given = os.environ.get("ELASTICSEARCH_URL")
    os.environ.setdefault("KHIZANA_ELASTIC_JAVA", JAVA)
    with ExitStack() as stack:
        node = None if given else stack.enter_context(servers().cluster())[0]
        url = given or node.url
        base = f"khizana-bench-{os.getpid()}"
        stack.callback(servers().remove, url, base)
        engine = ElasticEngine(Server(url), base, table().digest)
        stats = f"{base}*/_stats/store?filter_path=_all.primaries.store.size_in_bytes"
        yield Asked(
            engine,
            lambda: int(servers().asked(url, stats)["_all"]["primaries"]["store"]["size_in_bytes"]),
            None if node is None else node.pid,
        )


def servers() -> Any:
    """tests/support/elasticsearch.py: `tests` is also the name of a package that somebody else's library installs."""
    if "tests" not in sys.modules:
        tests = ModuleType("tests")
        tests.__path__ = [str(Path(__file__).parents[1] / "tests")]
        sys.modules["tests"] = tests
    return importlib.import_module("tests.support.elasticsearch")


def memory_of(process: int | None) -> int:
    """The most bytes of memory that a process had."""
    if process is None:
        return 0
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def spent(server: int | None) -> Spent:
    """So far."""
    ours, makers = (sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    if server is None:
        return Spent(ours, makers, 0.0)
    ticks = Path(f"/proc/{server}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return Spent(ours, makers, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"))


ENGINES = {"embedded": embedded, "elasticsearch": elasticsearch}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--engine", choices=sorted(ENGINES), action="append")
    parser.add_argument("--unkept", action="store_true", help="make the acts instead of reading packages")
    asked = parser.parse_args()
    print(machine())
    print(f"beside: OpenCRVS publishes {OPENCRVS} records a second\n")
    rates = "engine,acts,acts a second,target,proved a second,CPU us an act: writer,makers,server,bytes an act"
    times = "p50 ms,p95 ms,p99 ms,CPU p50,p95,p99,expansion p50,p95,p99,found,MB of the writer,a maker,the server"
    print(header(*f"{rates},{times}".split(",")))
    for name in asked.engine or sorted(ENGINES):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            print(row(name, pool.submit(measure, name, asked.acts, asked.unkept).result()), flush=True)


def measure(name: str, acts: int, unkept: bool = False) -> Measured:
    """Build the index of so many acts and ask it."""
    book = MadeBook(acts)
    moments: dict[str, float] = {}

    def step(stage: str, done: int, total: int) -> None:
        moments[stage] = time.perf_counter()

    with tempfile.TemporaryDirectory(dir=os.environ.get("KHIZANA_BENCH_DIR")) as folder, ENGINES[name]() as asked:
        store = Path(folder)
        if not unkept:
            keep(acts, store)
            os.sync()
        making = makers(partial(_made, acts), os.cpu_count() or 1) if unkept else made_beside(FolderLocation(store))
        reading = book if unkept else PackageReading(FolderStore(store))
        before, start = spent(asked.server), time.perf_counter()
        built = reindex(book, reading, asked.engine, step, making=making)
        took, end = spent(asked.server) - before, time.perf_counter()
        memory = [1024 * getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
        times, processor, expanding, answered = ask(asked.engine, book)
        return Measured(
            built=built,
            indexing=moments[INDEXED] - start,
            verifying=end - moments[INDEXED],
            spent=took,
            stored=asked.stored(),
            memory=(memory[0], memory[1], memory_of(asked.server)),
            times=times,
            processor=processor,
            expanding=expanding,
            answered=answered,
        )


def _made(acts: int, package: str) -> BuiltDocuments:
    return _maker(acts)(package)


@lru_cache(1)
def _maker(acts: int) -> Maker:
    """One for all packages that a process makes."""
    return Maker(MadeBook(acts))


def ask(engine: Engine, book: MadeBook) -> tuple[list[float], list[float], list[float], int]:
    """Names of children, in Latin with a letter left out, a third within five years, all with facets; the first are not timed.

    Answers the seconds of expansion and all groups together, by the clock and of our own process's processors, those of the
    expansion alone, and how many found this person.
    """
    chance = random.Random(1)
    finder = Finder(engine, table())
    times, processor, expanding, answered = [], [], [], 0
    for number in range(QUERIES + 20):
        of = chance.choice(book.registers)
        act = next(iter(book.acts(of.package())))
        script = ("ar", "latin")[number % 2]
        child = act["persons"][0]
        typed = " ".join(str(child[part][script]["value"]) for part in ("given", "surname"))
        if number % 2:
            at = chance.randrange(1, len(typed))
            typed = typed[:at] + typed[at + 1 :]
        if number % 3 == 0:
            typed += f" {of.series.year - 2}..{of.series.year + 2}"
        start, worked = time.perf_counter(), time.process_time()
        asked = understood(typed)
        finder.expander().spelled(asked.words)
        expanded = time.perf_counter()
        found = finder.find(asked, Page(facets=True))
        if number >= 20:
            times.append(time.perf_counter() - start)
            processor.append(time.process_time() - worked)
            expanding.append(expanded - start)
            answered += bool(found.page.total)
    return times, processor, expanding, answered


def row(name: str, found: Measured) -> str:
    """One line of the table."""
    acts = found.built.documents
    spent = (found.spent.writer, found.spent.makers, found.spent.server)
    cells = (
        name,
        f"{acts:,}",
        f"{acts / found.indexing:,.0f}",
        f"{TARGETS[name]:,}",
        f"{acts / found.verifying:,.0f}",
        *(f"{seconds / acts * 1e6:.0f}" for seconds in spent),
        f"{found.stored / acts:.0f}",
        *cut(found.times),
        *cut(found.processor),
        *cut(found.expanding),
        f"{found.answered / len(found.times):.3f}",
        *(f"{one / 1e6:.0f}" for one in found.memory),
    )
    return f"| {' | '.join(cells)} |"


def cut(times: Sequence[float]) -> list[str]:
    """Milliseconds that 50, 95 and 99 of 100 stay below."""
    cuts = statistics.quantiles(times, n=100)
    return [f"{cuts[at - 1] * 1000:.1f}" for at in (50, 95, 99)]


if __name__ == "__main__":
    main()
