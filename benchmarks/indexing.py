"""Indexing and asking: acts a second with the making of documents, bytes an act, query times with filters and facets, memory.

`python -m benchmarks.indexing --acts 1000000 --engine embedded`. Each engine is measured in a process of its own.
Elasticsearch is the one that ELASTICSEARCH_URL names, or one that is started for it (KHIZANA_ELASTIC_JAVA gives it more memory).
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import random
import resource
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
from types import ModuleType
from typing import Any

from benchmarks.made_book import MadeBook
from benchmarks.measuring import cpu_seconds, header, machine
from indexer.asking.expansion import Expander
from indexer.asking.grammar import understood
from indexer.engine.port import Engine
from indexer.filling import INDEXED
from indexer.making import Made, made
from indexer.names.table import LetterTable
from indexer.reindex import Built, reindex
from khizana import published
from khizana.desk.makers import makers

QUERIES = 1_000
TARGETS = {"embedded": 12_000, "elasticsearch": 8_000}
OPENCRVS = 934
"""Records a second that OpenCRVS publishes for its index."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine took. Seconds of the wall clock; `cpu` of this process and its children."""

    built: Built
    indexing: float
    verifying: float
    cpu: float
    stored: int
    memory: int
    served: int
    times: Sequence[float]
    answered: int


def table() -> LetterTable:
    """The project's letter table."""
    return LetterTable.of(published.letters())


@contextmanager
def embedded() -> Iterator[tuple[Engine, Callable[[], int], Callable[[], int]]]:
    """The engine, its bytes on disk, and the memory of its server, which it has not."""
    from indexer.engine.embedded import EmbeddedEngine

    with tempfile.TemporaryDirectory(dir=os.environ.get("KHIZANA_BENCH_DIR")) as folder:
        engine = EmbeddedEngine(Path(folder), table().digest)
        yield engine, lambda: sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()), lambda: 0


@contextmanager
def elasticsearch() -> Iterator[tuple[Engine, Callable[[], int], Callable[[], int]]]:
    """The engine, the bytes of its indices, and the memory that its server has."""
    from indexer.engine.elastic import ElasticEngine, Server

    given = os.environ.get("ELASTICSEARCH_URL")
    with ExitStack() as stack:
        node = None if given else stack.enter_context(servers().cluster())[0]
        url = given or node.url
        base = f"khizana-bench-{os.getpid()}"
        stack.callback(servers().remove, url, base)
        engine = ElasticEngine(Server(url), base, table().digest)
        stats = f"{base}*/_stats/store?filter_path=_all.primaries.store.size_in_bytes"
        yield (
            engine,
            lambda: int(servers().asked(url, stats)["_all"]["primaries"]["store"]["size_in_bytes"]),
            lambda: 0 if node is None else memory_of(node.pid),
        )


def servers() -> Any:
    """tests/support/elasticsearch.py: `tests` is also the name of a package that somebody else's library installs."""
    if "tests" not in sys.modules:
        tests = ModuleType("tests")
        tests.__path__ = [str(Path(__file__).parents[1] / "tests")]
        sys.modules["tests"] = tests
    return importlib.import_module("tests.support.elasticsearch")


def memory_of(process: int) -> int:
    """The most bytes of memory that a process had."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


ENGINES = {"embedded": embedded, "elasticsearch": elasticsearch}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--engine", choices=sorted(ENGINES), action="append")
    asked = parser.parse_args()
    print(machine())
    print(f"beside: OpenCRVS publishes {OPENCRVS} records a second\n")
    columns = "engine,acts,acts a second,target,verified a second,CPU us an act,bytes an act"
    times = "p50 ms,p95 ms,p99 ms,found,MB of this process,MB of the server"
    print(header(*f"{columns},{times}".split(",")))
    for name in asked.engine or sorted(ENGINES):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            print(row(name, pool.submit(measure, name, asked.acts).result()), flush=True)


def measure(name: str, acts: int) -> Measured:
    """Build the index of so many acts and ask it."""
    book = MadeBook(acts)
    moments: dict[str, float] = {}

    def step(stage: str, done: int, total: int) -> None:
        moments[stage] = time.perf_counter()

    with ENGINES[name]() as (engine, stored, served):
        before, start = cpu_seconds(), time.perf_counter()
        making = makers(partial(made_of, acts), max(1, (os.cpu_count() or 1) - 1))
        built = reindex(book, book, engine, step, making=making)
        cpu = cpu_seconds() - before
        end = time.perf_counter()
        times, answered = ask(engine, book)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        indexing = moments[INDEXED] - start
        return Measured(built, indexing, end - moments[INDEXED], cpu, stored(), memory, served(), times, answered)


@lru_cache(1)
def book_of(acts: int) -> MadeBook:
    """One for all packages that a process makes."""
    return MadeBook(acts)


def made_of(acts: int, package: str) -> Made:
    """What a process makes of a package."""
    return made(package, book_of(acts))


def ask(engine: Engine, book: MadeBook) -> tuple[list[float], int]:
    """Names of children, in Latin with a letter left out, a third within five years, all with facets; the first are not timed."""
    chance = random.Random(1)
    expander = Expander(engine.dictionary(), table())
    times, answered = [], 0
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
        start = time.perf_counter()
        results = engine.search(expander.query(understood(typed), facets=True))
        if number >= 20:
            times.append(time.perf_counter() - start)
            answered += bool(results.total)
    return times, answered


def row(name: str, found: Measured) -> str:
    """One line of the table."""
    acts = found.built.documents
    cuts = statistics.quantiles(found.times, n=100)
    cells = (
        name,
        f"{acts:,}",
        f"{acts / found.indexing:,.0f}",
        f"{TARGETS[name]:,}",
        f"{acts / found.verifying:,.0f}",
        f"{found.cpu / acts * 1e6:.0f}",
        f"{found.stored / acts:.0f}",
        *(f"{cuts[at - 1] * 1000:.1f}" for at in (50, 95, 99)),
        f"{found.answered / len(found.times):.3f}",
        f"{found.memory / 1e6:.0f}",
        f"{found.served / 1e6:.0f}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
