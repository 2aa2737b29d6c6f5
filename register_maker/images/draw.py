"""The drawing worker: draws one page after another, each into its file.

A process of its own, because the fonts that a system configures must not change a pixel: it is started with a font
configuration that knows no font and no hinting (fonts.conf), before any text is set.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyvips

from archive.child_processes.serving import serve
from register_maker.images.scan import paper, save, scanned
from register_maker.pages.form import blank
from register_maker.pages.layout import Sheet
from register_maker.pages.lettering import Lettering
from register_maker.pages.page_job import Page
from register_maker.pages.transcript import transcript
from register_maker.pages.writing import written


@dataclass(slots=True)
class Drawer:
    """Draws pages, and keeps the empty forms of the register at hand."""

    files: Mapping[str, str]
    forms: dict[tuple[str, str], pyvips.Image] = field(default_factory=dict)

    def draw(self, page: Page) -> None:
        """Draw one page into its file."""
        letters = Lettering(dict(self.files), page.scale)
        variant = page.kind if page.kind in ("acts", "cover") else "text"
        key = (page.head.register, variant)
        if key not in self.forms:
            if all(register != page.head.register for register, _ in self.forms):
                self.forms.clear()
            self.forms[key] = paper(blank(page.head, variant, letters), page.form, page.head.seed)
        ink, lines = written(page, letters)
        sheet = Sheet(page.scale, page.angle)
        save(scanned(self.forms[key], ink, sheet), page.out, page.form)
        if page.transcript and lines:
            content = transcript(page.transcription, Path(page.out).name, lines, sheet)
            Path(page.transcript).write_bytes(content)


def main(files: Mapping[str, str]) -> None:
    """Draw each page that is asked for, written in these fonts."""
    pyvips.cache_set_max(0)
    drawer = Drawer(files)

    def answer(content: bytes, _: Sequence[int]) -> bytes:
        drawer.draw(Page.of(json.loads(content)))
        return b"drawn"

    serve(answer)


if __name__ == "__main__":
    main(dict(zip(("print", "arabic", "latin"), sys.argv[1:4], strict=True)))
