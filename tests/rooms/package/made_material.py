"""Small registers with real images, ready to be packaged, and a writer that lays a plan down in a folder."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pikepdf
import pyvips

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, DeliveredView, FileFacts, Manifest, Size
from archive.model.digest import Digest
from archive.model.json import Json, write_line, write_pretty
from archive.model.records.register import register_id
from archive.package.bag import tag_files
from archive.package.input.package_input import Material
from archive.package.plan import Entry, PackagePlan
from archive.package.planning import plan
from archive.package.premis.premis_rights import statutes

WIDTH, HEIGHT = 60, 80
PDF_SIZE = Size(250, 334)  # a page of 60 x 80 points at 300 dots an inch, rounded up
COUNTRY = json.loads((Path(__file__).parents[3] / "schemas" / "countries" / "ma.json").read_bytes())
NAME = "Zoubida"
"""A person's name that stands in every made act, in the opening statement and in the margin."""


def image(kind: str, shade: int) -> bytes:
    """A real image of 60 x 80 pixels, each shade another digest."""
    made: bytes = (pyvips.Image.black(WIDTH, HEIGHT) + shade).cast("uchar").write_to_buffer(f".{kind}")
    return made


def pdf(pages: int) -> bytes:
    """A real PDF with blank pages of 60 x 80 points."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(60, 80))
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def transcription(text: str) -> bytes:
    """A PAGE XML of one line."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        "<Metadata><Creator>maker</Creator><Created>2026-01-02T03:04:05Z</Created>"
        "<LastChange>2026-01-02T03:04:05Z</LastChange></Metadata>"
        f'<Page imageFilename="x" imageWidth="{WIDTH}" imageHeight="{HEIGHT}"><TextRegion id="r1">'
        '<Coords points="0,0 50,0 50,50 0,50"/><TextLine id="l1"><Coords points="5,6 45,6 45,16 5,16"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"
    ).encode()


@dataclass(frozen=True, slots=True)
class File:
    """A delivered file: its bytes, what was measured of it, and for an image or PDF the size of each page."""

    content: bytes
    mime: str
    puid: str = ""
    leaves: tuple[Size, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A register as delivered, with the bytes of its files by delivered path."""

    material: Material
    sources: Mapping[str, bytes]

    @property
    def plan(self) -> PackagePlan:
        return plan(self.material)


def tiff(shade: int) -> File:
    return File(image("tif", shade), "image/tiff", "fmt/353", (Size(WIDTH, HEIGHT),))


def jpeg(shade: int) -> File:
    return File(image("jpg", shade), "image/jpeg", "fmt/43", (Size(WIDTH, HEIGHT),))


def pdf_file(pages: int) -> File:
    return File(pdf(pages), "application/pdf", "fmt/18", (PDF_SIZE,) * pages)


def name(text: str) -> Json:
    return {"ar": {"value": "زبيدة"}, "latin": {"value": text}}


def act(number: int, regions: Sequence[Json], suffix: str = "", mentions: Sequence[Json] = ()) -> dict[str, Json]:
    """A birth act as delivered."""
    made: dict[str, Json] = {"number": number}
    if suffix:
        made["suffix"] = suffix
    made["event"] = "birth"
    made["occurred"] = {"date": {"gregorian": {"value": "1987-03-14"}}}
    made["persons"] = [{"role": "child", "given": name(NAME), "surname": name("Mernissi")}]
    made["regions"] = list(regions)
    if mentions:
        made["mentions"] = list(mentions)
    return made


def region(file: str, *boxes: tuple[int, int, int, int], leaf: int | None = None) -> Json:
    made: dict[str, Json] = {"file": file}
    if leaf is not None:
        made["leaf"] = leaf
    made["boxes"] = [list(box) for box in boxes]
    return made


def make(
    images: Mapping[str, File],
    acts: Sequence[Mapping[str, Json]] | None,
    transcriptions: Mapping[str, bytes] = MappingProxyType({}),
    views: Sequence[DeliveredView] | None = None,
    **described: Json,
) -> Made:
    """A register with these images (one view a page unless `views` says otherwise); `acts` None means not keyed."""
    if views is None:
        views = [
            DeliveredView(file, leaf, "acts", (number,))
            for number, (file, leaf) in enumerate(
                ((file, leaf) for file, one in images.items() for leaf in range(1, len(one.leaves) + 1)), start=1
            )
        ]
    description = _description(views, acts) | described
    files = dict(images)
    table = None
    if acts is not None:
        table = "registers/r 1/acts.jsonl"
        files[table] = File(b"".join(write_line(act) for act in acts), "application/json")
    pages = {f"{image}.xml": File(content, "application/xml", "fmt/101") for image, content in transcriptions.items()}
    files |= pages
    path = "registers/r 1/register.json"
    files[path] = File(write_pretty(description), "application/json", "fmt/817")
    facts = {
        path: FileFacts(path, len(one.content), Digest.of(one.content), one.mime, one.puid, one.leaves)
        for path, one in files.items()
    }
    entry: dict[str, Json] = {"description": path, "counts": {"views": len(views), "pages": len(views), "acts": 0}}
    head: dict[str, Json] = {
        "schema": "delivery/1",
        "delivery": "lot1-0001",
        "country": "ma",
        "contractor": "scanners-ltd",
        "created": "2026-01-02T03:04:05Z",
        "offices": "offices.json",
        "counts": {"registers": 2, "views": 9, "pages": 9, "acts": 9, "files": 9},
    }
    other: dict[str, Json] = {"description": "registers/r2/register.json"}
    content = {**head, "registers": [other, entry], "files": [{"path": "registers/r2/secret.tif"}]}
    declared = {path: (one.digest, one.size) for path, one in facts.items()}
    declared["registers/r2/secret.tif"] = (Digest.of(b"other"), 5)
    manifest = Manifest(
        "lot1-0001", content, Digest.of(write_pretty(content)), declared, "offices.json", (other, entry)
    )
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    material = Material(
        register=register_id("ma", description),
        version=1,
        predecessor=None,
        office={"code": "01.511.01.03-1", "kind": "main", "name": {"fr": "Bureau"}},
        delivered=DeliveredRegister(
            path, description, tuple(views), table, {image: f"{image}.xml" for image in transcriptions}, {}
        ),
        acts=[DeliveredAct(f"{table}#line={line}", one) for line, one in enumerate(acts or (), start=1)],
        files=facts,
        manifest=manifest,
        verdict=Digest.of(b"verdict"),
        received=moment,
        examined=moment.replace(hour=4),
        packaged=moment.replace(hour=5),
        software=("Khizana", "0.1.0"),
        statutes=statutes(COUNTRY, "birth"),
    )
    return Made(material, {path: one.content for path, one in files.items()})


def _description(views: Sequence[DeliveredView], acts: object) -> dict[str, Json]:
    absent: Json = {"absent": "on_paper"}
    return {
        "office": "01.511.01.03-1",
        "regime": "dahir1950",
        "event": "birth",
        "year": 1987,
        "part": 1,
        "parts": 1,
        "copy": "office",
        "languages": ["ar"],
        "acts": "not_keyed" if acts is None else "keyed",
        "opening": {"pages_certified": {"value": 4}, "authority": name(NAME)},
        "closing": {"first_number": {"value": 1}, "last_number": {"value": 4}, "acts": absent},
        "capture": {"device": "book scanner", "operator": "op-7", "started": "2025-12-01", "ended": "2025-12-03"},
        "views": [{"file": one.file, "leaf": one.leaf, "kind": one.kind, "pages": list(one.pages)} for one in views],
    }


def written(made: Made, root: Path) -> Path:
    """Lay the package down as a bag in `root`; the folder that is the information package."""
    bag = root / made.plan.package
    entries: dict[str, Entry] = {}

    def put(path: str, content: bytes) -> None:
        target = bag / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        entries[path] = Entry(path, Digest.of(content), len(content))

    for copied in made.plan.copies:
        put(copied.entry.path, made.sources[copied.source])
    for document in made.plan.documents:
        put(document.path, b"".join(document.chunks(entries)))
    for path, content in tag_files(made.plan.bag_info, list(entries.values())):
        put(path, content)
    return bag / "data" / made.plan.package


def versioned(made: Made, version: int, predecessor: object) -> Made:
    """The same register as another version."""
    return replace(made, material=replace(made.material, version=version, predecessor=predecessor))
