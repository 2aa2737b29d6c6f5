"""A few drawing workers, and pages handed to whichever is free."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from queue import SimpleQueue
from typing import Final

from archive.model.message import tell
from register_maker.errors import CannotMake
from register_maker.pages.fonts import Fonts
from register_maker.pages.page_job import Page

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Drawers:
    """Running workers; `idle` holds those that wait for a page."""

    idle: SimpleQueue[subprocess.Popen[str]]
    count: int

    def draw(self, pages: Iterable[Page], done: Callable[[], None]) -> None:
        """Draw every page; `done` is called after each. CannotMake when a worker stops."""
        with ThreadPoolExecutor(self.count) as pool:
            for finished in as_completed([pool.submit(self._one, page) for page in pages]):
                finished.result()
                done()

    def _one(self, page: Page) -> None:
        worker = self.idle.get()
        try:
            assert worker.stdin is not None and worker.stdout is not None
            worker.stdin.write(json.dumps(page.to_json(), ensure_ascii=True) + "\n")
            worker.stdin.flush()
            if worker.stdout.readline().rstrip("\n") != page.out:
                raise CannotMake(_stopped(page))
        except BrokenPipeError:
            raise CannotMake(_stopped(page)) from None
        finally:
            self.idle.put(worker)


@contextmanager
def drawers(fonts: Fonts) -> Iterator[Drawers]:
    """Start the workers, one for each processor that we may use, and end them."""
    count = min(MOST, len(os.sched_getaffinity(0)))
    names = {"print": str(fonts.print), "arabic": str(fonts.arabic), "latin": str(fonts.latin)}
    idle: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
    running = []
    with as_file(files("register_maker").joinpath("fonts", "fonts.conf")) as configuration:
        environment = os.environ | {"FONTCONFIG_FILE": str(configuration), "VIPS_CONCURRENCY": "1"}
        try:
            for _ in range(count):
                worker = subprocess.Popen(
                    [sys.executable, "-m", "register_maker.images.draw"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env=environment,
                    encoding="utf-8",
                )
                running.append(worker)
                if worker.stdin:
                    worker.stdin.write(json.dumps(names) + "\n")
                idle.put(worker)
            yield Drawers(idle, count)
        finally:
            for worker in running:
                _end(worker)


def _stopped(page: Page) -> str:
    return tell("the drawing worker stopped at {page}; its own words stand above", page=page.out)


def _end(worker: subprocess.Popen[str]) -> None:
    if worker.stdin:
        with suppress(BrokenPipeError):
            worker.stdin.close()
    if worker.stdout:
        worker.stdout.close()
    worker.wait()
