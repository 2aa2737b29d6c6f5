"""Checking page images beside plain decoding: `measure_all` on two processes, pyvips and Pillow on two processes each.

`python -m benchmarks.decoding [FOLDER] [--format NAME] [--pages N] [--rounds N]`: pages of a folder, or made ones by format.
Ours hashes every byte, identifies the format, reads the file's own statements, decodes every pixel of every page under limits, in
processes of their own, and looks for ink. Plain pyvips opens each page and decodes it to memory, Pillow the same; with pyvips the
average of all pixels is measured too, because it needs no memory for the page. The sides take turns, each with two fresh
processes a round, whose start is counted. CPU seconds and wall seconds are both told: where something else runs on the machine,
only CPU seconds can be compared. The first round is not counted.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pyvips

from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.measured import Role
from archive.delivery.folder import FolderSource
from archive.delivery.measuring.measure import measure_all
from benchmarks.measuring import cpu_seconds, header, machine

CORES = 2
TARGET = 0.9


def plain_average(path: str) -> None:
    """pyvips: every pixel, into one number."""
    pyvips.Image.new_from_file(path, access="sequential", fail_on="warning").avg()


def plain_memory(path: str) -> None:
    """pyvips: every pixel, into memory."""
    pyvips.Image.new_from_file(path, access="sequential", fail_on="warning").write_to_memory()


def pillow(path: str) -> None:
    """Pillow: every pixel, into memory."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as image:
        image.load()


def main() -> None:
    """Print the table, for the pages of a folder that is named or for made ones of each format."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--format", choices=sorted(FORMATS), action="append")
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    print(machine())
    print(header("pages", "peer", "peer, pages/s", "ours, pages/s", "ratio, least", "ratio, median", "target", ""))
    if asked.folder is not None:
        measure("", asked.folder, asked.rounds)
    for name in () if asked.folder is not None else asked.format or FORMATS:
        with tempfile.TemporaryDirectory() as made:
            measure(name, make(Path(made), name, asked.pages), asked.rounds)


def jpeg(page: pyvips.Image, path: Path) -> None:
    page.jpegsave(f"{path}.jpg", Q=85)


def jpeg_in_tiff(page: pyvips.Image, path: Path) -> None:
    page.tiffsave(f"{path}.tif", compression="jpeg", Q=80, resunit="inch")


def group_4(page: pyvips.Image, path: Path) -> None:
    page.extract_band(0).tiffsave(f"{path}.tif", compression="ccittfax4", bitdepth=1, resunit="inch")


def lzw(page: pyvips.Image, path: Path) -> None:
    page.tiffsave(f"{path}.tif", compression="lzw", predictor="horizontal", resunit="inch")


def jpeg_2000(page: pyvips.Image, path: Path) -> None:
    """libvips of the wheel writes none."""
    from PIL import Image

    pixels = Image.frombytes("RGB", (page.width, page.height), page.write_to_memory())
    pixels.save(f"{path}.jp2", irreversible=True, quality_mode="rates", quality_layers=[12])


FORMATS: dict[str, Callable[[pyvips.Image, Path], None]] = {
    "jpeg": jpeg,
    "jpeg-in-tiff": jpeg_in_tiff,
    "group-4": group_4,
    "lzw": lzw,
    "jpeg-2000": jpeg_2000,
}


def make(folder: Path, name: str, pages: int) -> Path:
    """Pages of A4 at 300 dots an inch, as they are delivered."""
    page = pyvips.Image.gaussnoise(2480, 3508, mean=225, sigma=6, seed=1).cast("uchar")
    for line in range(200, 3300, 90):
        page = page.insert((pyvips.Image.black(2000, 24) + 50).cast("uchar"), 240, line)
    page = page.bandjoin([page, page]).copy(interpretation="srgb", xres=300 / 25.4, yres=300 / 25.4).copy_memory()
    FORMATS[name](page, folder / "0")
    (first,) = folder.iterdir()
    for number in range(1, pages):
        shutil.copyfile(first, folder / f"{number}{first.suffix}")
    return folder


def measure(what: str, folder: Path, rounds: int) -> None:
    """The lines of the table."""
    paths = sorted(path.name for path in folder.iterdir() if path.suffix in (".tif", ".tiff", ".jpg", ".jp2"))
    full = [str(folder / name) for name in paths]
    sides: dict[str, Callable[[], object]] = {
        "ours": lambda: ours(folder, paths),
        "pyvips, average": lambda: in_pool(plain_average, full),
        "pyvips, to memory": lambda: in_pool(plain_memory, full),
        "Pillow, to memory": lambda: in_pool(pillow, full),
    }
    if what == "jpeg-2000":
        sides = {name: side for name, side in sides.items() if "pyvips" not in name}  # the wheel's libvips reads none
    cpu: dict[str, list[float]] = {name: [] for name in sides}
    wall: dict[str, list[float]] = {name: [] for name in sides}
    order = list(sides)
    for number in range(rounds + 1):
        for name in order:
            spent, before = cpu_seconds(), time.perf_counter()
            sides[name]()
            if number:
                cpu[name].append(cpu_seconds() - spent)
                wall[name].append(time.perf_counter() - before)
        order.append(order.pop(0))
    for clock, taken in (("CPU", cpu), ("wall", wall)):
        for name in sides:
            if name != "ours":
                print(line(f"{len(paths)} {what}", f"{name}, {clock}", taken[name], taken["ours"]), flush=True)


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


def line(what: str, name: str, theirs: list[float], ours: list[float]) -> str:
    """Pages a second, or a CPU second, and how many times faster we are."""
    ratios = [their / our for their, our in zip(theirs, ours, strict=True)]
    median = statistics.median(ratios)
    verdict = "met" if median >= TARGET else "MISSED"
    pages = int(what.split()[0])
    speeds = f"{pages / statistics.median(theirs):.1f} | {pages / statistics.median(ours):.1f}"
    return f"| {what} | {name} | {speeds} | {min(ratios):.2f} | {median:.2f} | {TARGET} | {verdict} |"


if __name__ == "__main__":
    main()
