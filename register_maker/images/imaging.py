"""The two ways a register gets its images: pages drawn by the workers, or empty forms."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from register_maker.images.drawers import Drawers
from register_maker.images.pdf import bind
from register_maker.images.placeholder import DEVICE, SCALE, Placeholders
from register_maker.pages.layout import Sheet
from register_maker.pages.page_contents import Pages
from register_maker.volumes.plan import Format, Volume

_ENDING: Final = {Format.G4: "tif", Format.TIFF_JPEG: "tif", Format.JPEG: "jpg", Format.JP2: "jp2"}
_BOUND: Final = "images/register.pdf"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages drawn and saved in the register's format; those of a PDF are bound into one file."""

    pages: Pages
    drawers: Drawers
    device: str = "khizana demo: drawn, not scanned"

    def file_of(self, volume: Volume, order: int) -> tuple[str, int | None]:
        if volume.form is Format.PDF:
            return _BOUND, order + 1
        return f"images/{order + 1:04d}.{_ENDING[volume.form]}", None

    def sheet(self, volume: Volume, page: int) -> Sheet:
        return self.pages.sheet(volume, page)

    def make(self, volume: Volume, pages: Sequence[int], folder: Path, done: Callable[[], None]) -> None:
        if volume.form is not Format.PDF:
            files = [folder / self.file_of(volume, order)[0] for order in range(len(pages))]
            self._draw(volume, pages, files, done)
            return
        with tempfile.TemporaryDirectory(prefix="khizana-") as aside:
            files = [Path(aside) / f"{order + 1:04d}.jpg" for order in range(len(pages))]
            self._draw(volume, pages, files, done)
            bind(files, self.sheet(volume, pages[0]), folder / _BOUND)

    def _draw(self, volume: Volume, pages: Sequence[int], files: Sequence[Path], done: Callable[[], None]) -> None:
        jobs = (self.pages.page(volume, page, str(file)) for page, file in zip(pages, files, strict=True))
        if volume.transcription and volume.form is not Format.PDF:
            beside = files[0].parents[1] / volume.transcription
            beside.mkdir()
            jobs = (
                replace(job, transcription=volume.transcription, transcript=str(beside / f"{Path(job.out).stem}.xml"))
                for job in jobs
            )
        self.drawers.draw(jobs, done)


@dataclass(frozen=True, slots=True)
class Empty:
    """One small empty form a page: right files, without drawing."""

    device: str = DEVICE
    made: Placeholders = field(default_factory=Placeholders)

    def file_of(self, volume: Volume, order: int) -> tuple[str, int | None]:
        return f"images/{order + 1:04d}.tif", None

    def sheet(self, volume: Volume, page: int) -> Sheet:
        return Sheet(SCALE, 0.0)

    def make(self, volume: Volume, pages: Sequence[int], folder: Path, done: Callable[[], None]) -> None:
        for order, page in enumerate(pages):
            acts = len(volume.positions(page)) if page and volume.kind_of(page) == "acts" else 0
            content = self.made.page(volume.name, page, acts)
            (folder / self.file_of(volume, order)[0]).write_bytes(content)
            done()
