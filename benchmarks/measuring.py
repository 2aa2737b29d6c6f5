"""CPU seconds of two ways to do the same work, taken in turns in one process, and the table that tells them."""

from __future__ import annotations

import os
import platform
import resource
import ssl
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """A made data set: so many files of so many bytes, measured in so many rounds after one that is not counted."""

    name: str
    file_bytes: int
    files: int
    rounds: int


SIZES = (
    Size("20 KB", 20_000, 1_000, 9),
    Size("600 KB", 600_000, 150, 9),
    Size("200 MB", 200_000_000, 1, 7),
)


def cpu_seconds() -> float:
    """User and system time of this process, its threads and its children so far."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def in_turns(
    sides: Mapping[str, Callable[[int], None]], rounds: int, clear: Callable[[], None] = lambda: None
) -> dict[str, list[float]]:
    """CPU seconds of each side, round by round, each round beginning with another side.

    A side is given the number of the round. After it, `clear` is called, and what was written is put on disk, before the next
    clock starts. The first round warms caches up and is not counted.
    """
    spent: dict[str, list[float]] = {name: [] for name in sides}
    order = list(sides)
    for number in range(rounds + 1):
        for name in order:
            os.sync()
            before = cpu_seconds()
            sides[name](number)
            after = cpu_seconds()
            clear()
            if number:
                spent[name].append(after - before)
        order.append(order.pop(0))
    return spent


def ratios(theirs: Sequence[float], ours: Sequence[float]) -> tuple[float, float]:
    """How many times cheaper we are: the least over the rounds, and the median."""
    each = [their / our for their, our in zip(theirs, ours, strict=True)]
    return min(each), statistics.median(each)


def machine() -> str:
    """What the figures were taken on."""
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return (
        f"{processor}, {os.cpu_count()} processors, Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, {ssl.OPENSSL_VERSION}, bagit {version('bagit')}"
    )


def header(*columns: str) -> str:
    """The head of a Markdown table."""
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"


def row(size: Size, side: str, theirs: Sequence[float], ours: Sequence[float], target: float) -> str:
    """One line of the table: medians in milliseconds of CPU, and how many times cheaper we are."""
    least, median = ratios(theirs, ours)
    verdict = "met" if median >= target else "MISSED"
    return (
        f"| {size.files} x {size.name} | {side} | {statistics.median(theirs) * 1000:.1f} | "
        f"{statistics.median(ours) * 1000:.1f} | {least:.2f} | {median:.2f} | {target} | {verdict} |"
    )
