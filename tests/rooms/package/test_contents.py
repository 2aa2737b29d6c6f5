"""A stored package is read back as what was packaged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from archive.model.records.facts import RegisterFacts
from archive.model.records.view import Box
from archive.package.facts import condense_register
from archive.package.package_documents import Unreadable, json_object
from archive.package.package_documents import lines as stored_lines
from archive.package.package_reader import PackageDamaged, PackageReading
from archive.store.package_content_port import Reading
from tests.rooms.package.made_cases import nil, with_pages_only, with_pdf_of_pages, with_tiff
from tests.rooms.package.made_material import Made, make, pdf_file, tiff, transcription, written


@dataclass(frozen=True, slots=True)
class Found:
    path: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Packages in a folder, opened unbuffered as a store opens them."""

    root: Path

    def open(self, package: str, path: str) -> BinaryIO:
        return cast(BinaryIO, (self.root / package / path).open("rb", buffering=0))

    def listing(self, package: str) -> Iterator[Found]:
        bag = self.root / package
        return (Found(path.relative_to(bag).as_posix()) for path in sorted(bag.rglob("*")) if path.is_file())


def stored(made: Made, root: Path) -> tuple[PackageReading, str, Path]:
    package = written(made, root)
    return PackageReading(Shelf(root)), package.name, package


def test_is_the_reading_port_of_the_store(tmp_path: Path) -> None:
    reading: Reading = PackageReading(Shelf(tmp_path))

    assert reading


def test_gives_the_register_and_its_views(tmp_path: Path) -> None:
    reading, package, _ = stored(with_pdf_of_pages(), tmp_path)

    assert reading.register(package)["package"] == package
    assert [(view.name, view.leaf) for view in reading.views(package)] == [
        ("v0001", 1),
        ("v0002", 1),
        ("v0003", 2),
        ("v0004", 3),
        ("v0005", 1),
    ]


def test_gives_the_facts_that_were_condensed(tmp_path: Path) -> None:
    made = with_tiff()
    reading, package, _ = stored(made, tmp_path)
    expected: RegisterFacts = condense_register(
        made.material.register, package, made.material.delivered, [one.content for one in made.material.acts]
    )

    assert reading.facts(package) == expected


def test_gives_the_acts_in_the_order_of_the_file(tmp_path: Path) -> None:
    reading, package, _ = stored(with_tiff(), tmp_path)

    assert [(one["number"], one.get("suffix")) for one in reading.acts(package)] == [(1, None), (2, None), (2, "bis")]


@pytest.mark.parametrize("case", [nil, with_pages_only])
def test_a_register_without_acts_gives_none(case: type, tmp_path: Path) -> None:
    reading, package, _ = stored(case(), tmp_path)

    assert list(reading.acts(package)) == []


def test_gives_the_lines_of_transcriptions_view_by_view(tmp_path: Path) -> None:
    reading, package, _ = stored(with_pages_only(), tmp_path)
    views = reading.views(package)

    assert [
        (line.text, line.region.view, line.region.digest, line.region.boxes) for line in reading.lines(package)
    ] == [
        ("line a", "v0001", views[0].digest, (Box(5, 6, 40, 10),)),
        ("line b", "v0002", views[1].digest, (Box(5, 6, 40, 10),)),
    ]


def test_gives_the_lines_of_a_pdf_once_however_many_pages_it_has(tmp_path: Path) -> None:
    made = make({"a.tif": tiff(10), "volume.pdf": pdf_file(3)}, None, {"volume.pdf": transcription("line")})
    reading, package, _ = stored(made, tmp_path)

    assert [(line.text, line.region.view) for line in reading.lines(package)] == [("line", "v0002")]


class Trickle(io.BytesIO):
    """Gives three bytes at a time, as a store far away might."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(3)


@pytest.mark.parametrize("content", [b"", b"one\n", b"first\nsecond\n", b"first\nno end"])
def test_lines_are_whole_however_the_bytes_arrive(content: bytes) -> None:
    assert list(stored_lines(Trickle(content))) == content.splitlines()


def test_a_line_that_is_no_act_is_damage(tmp_path: Path) -> None:
    reading, package, folder = stored(with_tiff(), tmp_path)
    (folder / "representations/acts/data/acts.jsonl").write_text("[]\n")

    with pytest.raises(PackageDamaged, match="line=1"):
        list(reading.acts(package))


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        ("metadata/descriptive/register.json", "register"),
        ("metadata/descriptive/facts.json", "facts"),
        ("representations/acts/data/acts.jsonl", "acts"),
    ],
)
def test_says_which_stored_document_cannot_be_read(inside: str, read: str, tmp_path: Path) -> None:
    reading, package, folder = stored(with_tiff(), tmp_path)
    (folder / inside).write_bytes((folder / inside).read_bytes()[:-4])

    with pytest.raises(PackageDamaged, match=rf"{inside}.* of {package} cannot be read.*restore it"):
        list(getattr(reading, read)(package))


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"views": [{}], "stated": 3}', b'{"views": 3}'])
def test_a_document_with_other_content_is_damaged_not_a_traceback(content: bytes, tmp_path: Path) -> None:
    reading, package, folder = stored(with_tiff(), tmp_path)
    for name in ("register", "facts"):
        (folder / f"metadata/descriptive/{name}.json").write_bytes(content)

    with pytest.raises(PackageDamaged):
        reading.views(package)
    with pytest.raises(PackageDamaged):
        reading.facts(package)


def test_says_which_transcription_cannot_be_read(tmp_path: Path) -> None:
    reading, package, folder = stored(with_pages_only(), tmp_path)
    (folder / "representations/transcription/data/0002.xml").write_bytes(b"<PcGts")

    with pytest.raises(PackageDamaged, match=r"0002\.xml"):
        list(reading.lines(package))


@pytest.mark.parametrize(
    "line", [b'{"a":1,"a":2}', b'{"a":{"b":1,"b":1}}', b'{"a":NaN}', b'{"a":"\\ud800"}', b"[1]", b"{", b'{"a":1}x']
)
def test_what_two_readers_would_not_read_alike_is_refused_however_quickly_it_is_read(line: bytes) -> None:
    with pytest.raises(Unreadable):
        json_object(line)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (b'{"a":18446744073709551617}', 18446744073709551617),
        (b'{"a":-9223372036854775809}', -9223372036854775809),
        (b'{"a":0.1}', 0.1),
        (b'{"a":1e2}', 100.0),
        (b'{"a": "\\u0641"}', "ف"),
        (b'{"a":"\xd9\x81"}', "ف"),
        (b'{"a":' + b"[" * 300 + b"]" * 300 + b"}", None),
    ],
)
def test_numbers_and_escapes_are_read_exactly(line: bytes, value: object) -> None:
    read = json_object(line)["a"]

    assert value is None or (read, type(read)) == (value, type(value))
