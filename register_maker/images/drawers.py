"""A few drawing workers, and pages handed to whichever is free."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from archive.child_processes.child import Died, python
from archive.child_processes.pool import Pool
from archive.model.message import tell
from register_maker.errors import CannotMake
from register_maker.pages.fonts import OURS, Fonts
from register_maker.pages.page_job import Page

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Drawers:
    """Workers that are started as they are needed."""

    pool: Pool
    count: int

    def draw(self, pages: Iterable[Page], done: Callable[[], None]) -> None:
        """Draw every page; `done` is called after each. CannotMake when a worker stops."""
        with ThreadPoolExecutor(self.count, "draw") as threads:
            for finished in as_completed([threads.submit(self._one, page) for page in pages]):
                finished.result()
                done()

    def _one(self, page: Page) -> None:
        try:
            self.pool.ask(json.dumps(page.to_json()).encode("ascii"))
        except Died as died:
            raise CannotMake(tell("the drawing of {page} broke off: {said}", page=page.out, said=str(died))) from None


@contextmanager
def drawers(fonts: Fonts) -> Iterator[Drawers]:
    """At most a worker for each processor that we may use; they end with this."""
    command = python(
        "register_maker.images.draw", *(str(font.absolute()) for font in (fonts.print, fonts.arabic, fonts.latin))
    )
    environment = {"FONTCONFIG_FILE": str(OURS / "fonts.conf"), "VIPS_CONCURRENCY": "1"}
    with Pool(command, environment) as pool:
        yield Drawers(pool, min(MOST, len(os.sched_getaffinity(0))))
