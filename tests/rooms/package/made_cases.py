"""The registers that the judges see, each with what could trip a package."""

from __future__ import annotations

from dataclasses import replace

from archive.delivery.facts.batch import DeliveredView
from archive.model.digest import Digest
from archive.model.json import Json
from archive.model.records.register_state import apply_version
from archive.package.input.file_layout import arrange
from archive.package.input.package_input import Predecessor
from tests.rooms.package.made_material import (
    Made,
    act,
    jpeg,
    make,
    name,
    pdf_file,
    region,
    tiff,
    transcription,
    versioned,
)


def with_tiff() -> Made:
    """Two TIFF; an act over two images, one with a mention, one with a suffix."""
    first, second = "registers/r 1/الصفحة 1.tif", "registers/r 1/image 2.TIF"
    mention = {"order": 1, "kind": "marriage", "text": name("note"), "regions": [region(first, (40, 0, 20, 20))]}
    acts = [
        act(1, [region(first, (0, 0, 60, 40))]),
        act(2, [region(first, (0, 40, 60, 40)), region(second, (0, 0, 30, 10), (30, 0, 30, 10))], mentions=[mention]),
        act(2, [region(second, (0, 10, 60, 10))], suffix="bis"),
    ]
    return make({first: tiff(10), second: tiff(20)}, acts)


def with_jpeg() -> Made:
    """JPEG, with a cover that shows no page and a double page."""
    views = [DeliveredView("a.jpg", 1, "cover", ()), DeliveredView("b.jpg", 1, "acts", (1, 2))]
    return make({"a.jpg": jpeg(10), "b.jpg": jpeg(20)}, [act(1, [region("b.jpg", (1, 2, 3, 4))])], views=views)


def with_pdf() -> Made:
    """A PDF of one page."""
    return make({"volume.pdf": pdf_file(1)}, [act(1, [region("volume.pdf", (0, 0, 250, 334))])])


def with_pdf_of_pages() -> Made:
    """A PDF of three pages between two images."""
    images = {"a.tif": tiff(10), "volume.pdf": pdf_file(3), "z.tif": tiff(30)}
    acts = [
        act(1, [region("volume.pdf", (0, 300, 250, 34), leaf=2), region("volume.pdf", (0, 0, 9, 9), leaf=3)]),
        act(2, [region("z.tif", (0, 0, 60, 80))]),
    ]
    return make(images, acts)


def with_pages_only() -> Made:
    """No keyed acts, but transcriptions."""
    images = {"a.tif": tiff(10), "b.tif": tiff(20)}
    return make(images, None, {"b.tif": transcription("line b"), "a.tif": transcription("line a")})


def nil() -> Made:
    """A register in which no act was written."""
    return make({"a.tif": tiff(10)}, [], nil=True)


def with_repeated_number() -> Made:
    """Three paper acts that bear the number 7."""
    return make({"a.tif": tiff(10)}, [act(7, [region("a.tif", (0, 9 * n, 9, 9))]) for n in range(3)])


def without_regions() -> Made:
    """An act that no image shows."""
    return make({"a.tif": tiff(10)}, [act(1, [])])


def second_version() -> Made:
    """A package that follows another."""
    made = with_tiff()
    return versioned(made, 2, Predecessor(made.material.package, Digest.of(b"tagmanifest")))


def migration() -> Made:
    """A package that holds the first image of another in a newer format."""
    first = with_tiff()
    head = Predecessor(first.material.package, Digest.of(b"tagmanifest"))
    views = arrange(first.material).views
    standing = apply_version(None, head, views, (), first.material.delivered.description)
    pinned: Json = {"package": head.package, "tagmanifest": str(head.tagmanifest)}
    made = make(
        {"0001.jpg": jpeg(10)},
        None,
        views=[DeliveredView("0001.jpg", 1, "acts", (1,), ("v0001",))],
        version={"predecessor": pinned, "reason": "migration"},
        capture={"software": "converter 3", "operator": "op-9", "started": "2036-02-01", "ended": "2036-02-01"},
    )
    return replace(made, material=replace(made.material, version=2, predecessor=head, standing=standing))


def of_pages(count: int) -> Made:
    """A register of so many TIFF, with an act on every page and one over two."""
    shades = [tiff(shade) for shade in range(100)]
    images = {f"{number:05d}.tif": shades[number % len(shades)] for number in range(1, count + 1)}
    acts = [act(number, [region(file, (0, 0, 60, 40))]) for number, file in enumerate(images, start=1)]
    return make(images, [*acts, act(count + 1, [region(file, (0, 40, 60, 40)) for file in list(images)[:2]])])


CASES = (
    with_tiff,
    with_jpeg,
    with_pdf,
    with_pdf_of_pages,
    with_pages_only,
    nil,
    with_repeated_number,
    without_regions,
    second_version,
    migration,
)
