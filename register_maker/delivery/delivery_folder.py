"""Writes the registers of a plan into a folder as a contractor delivers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from archive.model.json import Json, write_line, write_pretty
from archive.model.records.view import Box
from register_maker.acts.keying import delivered
from register_maker.acts.paper_acts import Acts
from register_maker.acts.table import csv_bytes
from register_maker.pages.layout import Sheet, act_box, mention_box
from register_maker.pages.page_contents import COVER
from register_maker.volumes.plan import ACTS_A_PAGE, FIRST_ACT_PAGE, Volume
from register_maker.volumes.statements import description
from register_maker.words.offices import Province

Made = Callable[[], None]


class Imaging(Protocol):
    """How the pages of a register become files."""

    @property
    def device(self) -> str:
        """What register.json says the images were made with."""

    def file_of(self, volume: Volume, order: int) -> tuple[str, int | None]:
        """The file, below the register's folder, and the leaf inside it that shows the view of that order, from 0."""

    def sheet(self, volume: Volume, page: int) -> Sheet:
        """How a page lies in its image."""

    def make(self, volume: Volume, pages: Sequence[int], folder: Path, done: Made) -> None:
        """Write the images of these pages, in order, below the register's folder."""


class Keyer(Protocol):
    """May key an act wrong before it is written."""

    def edit(self, acts: Acts, volume: Volume, position: int, act: dict[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """Writes below `root`; what is made comes from `acts`, how it is imaged from `imaging`."""

    root: Path
    acts: Acts
    province: Province
    imaging: Imaging
    keyer: Keyer

    def register(self, volume: Volume, done: Made) -> dict[str, Any]:
        """Write one register; what the manifest says of it."""
        folder = self.root / volume.folder
        (folder / "images").mkdir(parents=True)
        pages = imaged(volume)
        self.imaging.make(volume, pages, folder, done)
        views: list[Json] = [self._view(volume, order, page) for order, page in enumerate(pages)]
        signing = self.acts.officer(volume)
        prosecutor = self.acts.people.term("prosecutor")
        written = description(volume, views, signing, prosecutor, self.imaging.device, self.acts.seed)
        (folder / "register.json").write_bytes(write_pretty(written))
        entry: dict[str, Any] = {"description": f"{volume.folder}/register.json"}
        if volume.keyed:
            self._write_acts(volume, pages)
            entry["acts"] = volume.acts_file
        transcribed = (
            sorted(path.name for path in (folder / volume.transcription).glob("*.xml")) if volume.transcription else []
        )
        if transcribed:
            shown = {Path(name).stem: name for name in self.images(volume)}
            entry["transcriptions"] = [
                {"file": f"{volume.folder}/{volume.transcription}/{name}", "image": shown[Path(name).stem]}
                for name in transcribed
            ]
        acts = sum(1 for _ in volume.delivered())
        entry["counts"] = {"views": len(pages), "pages": len(pages) - 1, "acts": acts}
        return entry

    def _write_acts(self, volume: Volume, pages: Sequence[int]) -> None:
        path = self.root / volume.acts_file
        lines = self._acts(volume, {page: order for order, page in enumerate(pages)})
        if volume.csv:
            path.write_bytes(csv_bytes(lines))
            return
        with path.open("wb") as out:
            out.writelines(write_line(line) for line in lines)

    def _acts(self, volume: Volume, order_of: dict[int, int]) -> Iterator[dict[str, Json]]:
        for position in volume.delivered():
            act = self.acts.make(volume, position)
            page = volume.page_of(position)
            slot = (position - (page - FIRST_ACT_PAGE) * ACTS_A_PAGE) % ACTS_A_PAGE
            order = order_of[page]
            margin = [
                [self._region(volume, page, order, mention_box(slot, number))] for number in range(len(act.mentions))
            ]
            keyed = delivered(act, [self._region(volume, page, order, act_box(slot))], margin)
            self.keyer.edit(self.acts, volume, position, keyed)
            yield keyed

    def _region(self, volume: Volume, page: int, order: int, box: Box) -> Json:
        found = self._file(volume, order)
        found["boxes"] = [self.imaging.sheet(volume, page).on_image(box).to_json()]
        return found

    def images(self, volume: Volume) -> list[str]:
        """The path of each image of a register, in order; a PDF stands once for each of its leaves."""
        return [f"{volume.folder}/{self.imaging.file_of(volume, order)[0]}" for order in range(len(imaged(volume)))]

    def _file(self, volume: Volume, order: int) -> dict[str, Json]:
        name, leaf = self.imaging.file_of(volume, order)
        found: dict[str, Json] = {"file": f"{volume.folder}/{name}"}
        return found | {"leaf": leaf} if leaf is not None else found

    def _view(self, volume: Volume, order: int, page: int) -> Json:
        found = self._file(volume, order)
        if page == COVER:
            return found | {"kind": "cover", "pages": []}
        return found | {"kind": volume.kind_of(page), "pages": [page]}


def imaged(volume: Volume) -> list[int]:
    """The cover and the numbered pages that were scanned, in order."""
    return [COVER, *(page for page in range(1, volume.pages + 1) if page not in volume.not_imaged)]
