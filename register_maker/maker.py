"""The register maker: a whole delivery of invented registers. The same arguments give the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archive.model.json import Json, write_pretty
from archive.model.message import tell
from register_maker.errors import CannotMake

if TYPE_CHECKING:
    from register_maker.delivery.delivery_folder import Imaging
    from register_maker.pages.page_contents import Pages

__all__ = ["CannotMake", "Made", "make"]

Progress = Callable[[int, int], None]
LOT: Final = "demo"
_IDENTIFIER: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9])?")
"""As schemas/common.schema.json writes it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A delivery that was made. `truth` is the file beside it that says what was planted; counts are as in its manifest."""

    directory: Path
    delivery: str
    truth: Path
    registers: int
    views: int
    pages: int
    acts: int
    files: int
    planted: tuple[str, ...]


def make(
    directory: Path,
    *,
    acts: int,
    seed: int,
    registers: int = 4,
    images: bool = True,
    defects: Sequence[str] = (),
    fonts: Path | None = None,
    progress: Progress | None = None,
    scale: float = 1.0,
    keyed: bool = True,
    formats: Sequence[str] = (),
    mix: int = 0,
    transcription: str = "",
    province: str = "",
    offices: Sequence[str] = (),
    lot: str = LOT,
) -> Made:
    """Write a delivery of so many acts over so many registers, and `<directory>.truth.json` beside it.

    `scale` draws smaller pages (1 is A4 at 300 dots an inch), `keyed=False` leaves the acts unkeyed, `formats` are those
    of the registers in turn (tiff-g4, tiff-jpeg, jpeg, pdf, jp2), `mix` is how many defects of mixed kinds are planted beside
    `defects`, `transcription` is page or alto, `province` a code or name, `offices` codes of communes or of their bureaus.
    Deliveries of two seeds hold no register in common, unless bureaus were chosen. CannotMake when the folder holds something,
    the numbers do not fit, what was chosen is not known, or the fonts are not there.
    """
    from register_maker.acts.paper_acts import Acts
    from register_maker.delivery.delivery_folder import Delivery, imaged
    from register_maker.delivery.sealing import Sealing, write_truth
    from register_maker.pages.page_contents import Pages
    from register_maker.pages.transcript import kind_named
    from register_maker.planters.registry import planting
    from register_maker.volumes.links import link
    from register_maker.volumes.plan import USUAL, Format, format_named, plan
    from register_maker.words.offices import COUNTRY, Province
    from register_maker.words.people import People

    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise CannotMake(tell("{directory} is not empty: name a new folder", directory=directory))
    if not _IDENTIFIER.fullmatch(lot):
        raise CannotMake(
            tell("the lot {lot!r} is no identifier: use lower-case letters, digits, full stops and hyphens", lot=lot)
        )
    place = Province.load(province, offices, seed=seed)
    people = People.load(place.chief_town)
    forms = [format_named(name) for name in formats] or USUAL
    if transcription and not images:
        raise CannotMake(tell("nothing is written on pages that are not drawn: transcriptions need images"))
    planned = plan(
        place,
        acts=acts,
        seed=seed,
        registers=registers,
        keyed=keyed,
        formats=forms if images else [Format.G4],
        transcription=kind_named(transcription),
    )
    plants = planting(defects, mix, planned, seed)
    volumes = link(plants.paper(planned), seed)
    source = Acts.of(volumes, people, seed)
    plants.acts(source)
    arguments = f"{acts} {seed} {registers} {images} {' '.join(defects)} {scale} {keyed} {' '.join(formats)}"
    arguments += f" {mix} {transcription}" if mix or transcription else ""
    chosen: dict[str, Json] = {"province": province, "offices": list(offices), "lot": lot if lot != LOT else ""}
    chosen = {name: value for name, value in chosen.items() if value}
    arguments += f" {chosen}" if chosen else ""
    identifier = f"demo-{seed}-{hashlib.sha256(arguments.encode('utf-8')).hexdigest()[:8]}"
    total = sum(len(imaged(volume)) for volume in volumes)
    with _imaging(Pages(source, place, scale), fonts if images else None, images) as imaging:
        directory.mkdir(parents=True, exist_ok=True)
        delivery = Delivery(directory, source, place, imaging, plants)
        step = _counter(total, progress)
        entries = [delivery.register(volume, step) for volume in volumes]
        shown = {volume.name: delivery.images(volume) for volume in volumes}
    (directory / "offices.json").write_bytes(write_pretty(place.to_json(people.term("court"))))
    plants.descriptions(directory, volumes, entries)
    plants.lines(directory, volumes)
    plants.files(directory, volumes, shown)
    head: dict[str, Json] = {
        "schema": "delivery/1",
        "delivery": identifier,
        "country": COUNTRY,
        "contractor": "demo-maker",
        "lot": lot,
        "stage": "demo",
        "created": _created(seed),
        "offices": "offices.json",
        "registers": entries,
    }
    counts = {"registers": len(entries)}
    counts |= {what: sum(entry["counts"][what] for entry in entries) for what in ("views", "pages", "acts")}
    sealing = Sealing(directory)
    manifest = sealing.manifest(head, counts)
    files = manifest["counts"]["files"]
    plants.sealed(directory, volumes, shown, manifest)
    sealing.write(manifest)
    asked: dict[str, Json] = {"acts": acts, "registers": registers, "images": images, "scale": scale, "keyed": keyed}
    asked |= ({"mix": mix} if mix else {}) | chosen
    beside = write_truth(directory, identifier, seed, asked, plants.truth)
    return Made(directory, identifier, beside, files=files, planted=tuple(one.code for one in plants.truth), **counts)


def _created(seed: int) -> str:
    """A moment of 2025 that follows from the seed: the maker reads no clock."""
    moment = datetime(2025, 7, 1, 8, tzinfo=UTC) + timedelta(minutes=seed % (180 * 24 * 60))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _counter(total: int, progress: Progress | None) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return step


@contextmanager
def _imaging(pages: Pages, fonts: Path | None, images: bool) -> Iterator[Imaging]:
    from register_maker.images.drawers import drawers
    from register_maker.images.imaging import Drawn, Empty
    from register_maker.pages.fonts import find_fonts

    if not images:
        yield Empty()
        return
    with drawers(find_fonts(fonts)) as running:
        yield Drawn(pages, running)
