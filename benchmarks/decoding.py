"""Checking page images beside plain decoding: `measure_all` on two processes, pyvips and Pillow on two processes each.

Ours hashes every byte, identifies the format, reads the file's own statements, decodes every pixel of every page under limits, in
processes of their own, and looks for ink. Plain pyvips opens each page and decodes it to memory, Pillow the same; with pyvips the
average of all pixels is measured too, because it needs no memory for the page. The sides take turns, each with two fresh
processes a round, whose start is counted. CPU seconds and wall seconds are both told: where something else runs on the machine,
only CPU seconds can be compared. The first round is not counted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.measured import Role
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.measure import measure_all
from benchmarks.measuring import cpu_seconds, header, machine

CORES = 2
ROUNDS = 3
TARGET = 0.9
PAGES = 120


def plain_average(path: str) -> None:
    """pyvips: every pixel, into one number."""
    import pyvips

    pyvips.Image.new_from_file(path, access="sequential", fail_on="warning").avg()


def plain_memory(path: str) -> None:
    """pyvips: every pixel, into memory."""
    import pyvips

    pyvips.Image.new_from_file(path, access="sequential", fail_on="warning").write_to_memory()


def pillow(path: str) -> None:
    """Pillow: every pixel, into memory."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as image:
        image.load()


def main() -> None:
    """Print the table, for the pages of a folder that is named or for made ones."""
    print(machine())
    print(header("pages", "peer", "peer, pages/s", "ours, pages/s", "ratio, least", "ratio, median", "target", ""))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else make(Path(made))
        for line in measure(folder):
            print(line, flush=True)


def make(folder: Path) -> Path:
    """Pages of A4 at 300 dots an inch in the formats that are delivered."""
    import pyvips

    page = pyvips.Image.gaussnoise(2480, 3508, mean=225, sigma=6, seed=1).cast("uchar")
    for line in range(200, 3300, 90):
        page = page.insert((pyvips.Image.black(2000, 24) + 50).cast("uchar"), 240, line)
    page = page.bandjoin([page, page]).copy(interpretation="srgb", xres=300 / 25.4, yres=300 / 25.4).copy_memory()
    for number in range(PAGES):
        if number % 4 == 0:
            page.extract_band(0).tiffsave(
                str(folder / f"{number}.tif"), compression="ccittfax4", bitdepth=1, resunit="inch"
            )
        elif number % 4 == 1:
            page.tiffsave(str(folder / f"{number}.tif"), compression="jpeg", Q=80, resunit="inch")
        else:
            page.jpegsave(str(folder / f"{number}.jpg"), Q=85)
    return folder


def measure(folder: Path) -> list[str]:
    """The lines of the table."""
    paths = sorted(path.name for path in folder.iterdir() if path.suffix in (".tif", ".tiff", ".jpg"))
    full = [str(folder / name) for name in paths]
    sides: dict[str, Callable[[], object]] = {
        "ours": lambda: ours(folder, paths),
        "pyvips, average": lambda: in_pool(plain_average, full),
        "pyvips, to memory": lambda: in_pool(plain_memory, full),
        "Pillow, to memory": lambda: in_pool(pillow, full),
    }
    cpu: dict[str, list[float]] = {name: [] for name in sides}
    wall: dict[str, list[float]] = {name: [] for name in sides}
    order = list(sides)
    for number in range(ROUNDS + 1):
        for name in order:
            spent, before = cpu_seconds(), time.perf_counter()
            sides[name]()
            if number:
                cpu[name].append(cpu_seconds() - spent)
                wall[name].append(time.perf_counter() - before)
        order.append(order.pop(0))
    return [
        line(len(paths), f"{name}, {clock}", taken[name], taken["ours"])
        for clock, taken in (("CPU", cpu), ("wall", wall))
        for name in sides
        if name != "ours"
    ]


def in_pool(decode: Callable[[str], None], paths: list[str]) -> None:
    """Decode on two fresh processes, page by page."""
    pool = get_context("spawn").Pool(CORES)
    pool.map(decode, paths, 1)
    pool.close()
    pool.join()


def ours(folder: Path, paths: list[str]) -> None:
    """Measure every page as a delivery's; each must be intact."""
    roles = dict.fromkeys(paths, Role.PAGE)
    for facts in measure_all(FolderSource(folder), paths, roles, lambda done, total: None, CORES):
        assert isinstance(facts, FileFacts) and facts.damage is None and facts.image and facts.image.ink


def line(pages: int, name: str, theirs: list[float], ours: list[float]) -> str:
    """Pages a second, or a CPU second, and how many times faster we are."""
    ratios = [their / our for their, our in zip(theirs, ours, strict=True)]
    median = statistics.median(ratios)
    verdict = "met" if median >= TARGET else "MISSED"
    speeds = f"{pages / statistics.median(theirs):.1f} | {pages / statistics.median(ours):.1f}"
    return f"| {pages} | {name} | {speeds} | {min(ratios):.2f} | {median:.2f} | {TARGET} | {verdict} |"


if __name__ == "__main__":
    main()
