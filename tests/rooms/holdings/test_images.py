"""Where images are held is told at the head of the ledger, by a file that nobody else may have written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.holdings import queries
from archive.holdings.images import Images
from archive.holdings.projection import Projection
from archive.holdings.seal import put
from archive.ledger.entry import Entry
from archive.model.digest import Digest
from archive.model.records.view import View
from archive.store.port import NotStored
from khizana.wiring.opening import open_archive
from khizana.wiring.session import Session
from tests.support.kept import unpacked

NOW = datetime(2026, 12, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(tmp_path_factory.mktemp("kept")).root


@pytest.fixture
def archive(kept: Path, tmp_path: Path) -> Session:
    return open_archive(shutil.copytree(kept, tmp_path / "archive", symlinks=True))


class Looking:
    """Gives the views of packages, and remembers of which it was asked; some cannot be read."""

    def __init__(self, archive: Session, *lost: str) -> None:
        self.asked: list[str] = []
        self.lost = lost
        self._reading = archive.reading

    def __call__(self, package: str) -> Iterable[View]:
        self.asked.append(package)
        if package in self.lost:
            raise NotStored(package)
        return self._reading.views(package)


def projection(archive: Session, place: Path | None) -> Projection:
    return Projection.open(archive.ledger, archive.document, place, NOW, b"key")


def told(archive: Session, place: Path | None, looking: Looking) -> tuple[Images, Projection]:
    held = projection(archive, place)
    images = Images(held, looking)
    images.follow()
    return images, held


def packages(archive: Session, images: Images, held: Projection) -> set[str]:
    """The packages that are said to show an image of some package that is held."""
    views = (view for one in queries.packages(held) for view in archive.reading.views(one.package))
    return {one.package for view in views for one in images.holders(view.digest, blank=False)}


@pytest.mark.parametrize("kept_in_a_file", [True, False])
def test_each_image_is_held_by_the_packages_that_show_it(
    archive: Session, tmp_path: Path, kept_in_a_file: bool
) -> None:
    images, held = told(archive, tmp_path / "holdings.db" if kept_in_a_file else None, Looking(archive))
    showing = {one.package for one in queries.packages(held) if archive.reading.views(one.package)}

    assert packages(archive, images, held) == showing
    assert list(images.holders(Digest.of(b"of nobody"), blank=False)) == []


def test_what_was_taken_in_is_not_read_again(archive: Session, tmp_path: Path) -> None:
    first, again = Looking(archive), Looking(archive)
    told(archive, tmp_path / "holdings.db", first)
    told(archive, tmp_path / "holdings.db", again)

    assert (len(first.asked) > 3, again.asked) == (True, [])


def test_a_file_that_somebody_changed_is_made_anew(archive: Session, tmp_path: Path) -> None:
    images, held = told(archive, tmp_path / "holdings.db", Looking(archive))
    before = packages(archive, images, held)
    place = tmp_path / "holdings-images.db"
    for spoilt in (b"nonsense" * 500, place.read_bytes()[:-4096], b""):
        place.write_bytes(spoilt)
        again = Looking(archive)
        images, held = told(archive, tmp_path / "holdings.db", again)

        assert again.asked != []
        assert packages(archive, images, held) == before


def test_images_of_another_ledger_are_made_anew(archive: Session, tmp_path: Path) -> None:
    told(archive, tmp_path / "holdings.db", Looking(archive))
    other = tmp_path / "other"
    other.mkdir()
    made = open_archive(shutil.copytree(archive.settings.root, other / "archive", symlinks=True))
    (tmp_path / "holdings-images.db").rename(other / "holdings-images.db")
    (tmp_path / "holdings-images.db.seal").rename(other / "holdings-images.db.seal")
    looking = Looking(made)
    told(made, other / "holdings.db", looking)

    assert looking.asked != []


def test_a_package_that_cannot_be_read_is_named_and_looked_at_again(archive: Session, tmp_path: Path) -> None:
    held = projection(archive, tmp_path / "holdings.db")
    lost = next(one.package for one in queries.packages(held) if archive.reading.views(one.package))
    images, _ = told(archive, tmp_path / "holdings.db", Looking(archive, lost))
    named = images.unread()
    later, held = told(archive, tmp_path / "holdings.db", again := Looking(archive))

    assert named == (lost,)
    assert (again.asked, later.unread()) == ([lost], ())
    assert lost in packages(archive, later, held)


def test_of_a_blank_page_only_images_that_are_not_said_to_be_blank_are_told(archive: Session) -> None:
    held = projection(archive, None)
    package = next(one.package for one in queries.packages(held) if archive.reading.views(one.package))
    view, *_ = archive.reading.views(package)
    blank = Images(held, lambda name: [_blank(one) for one in archive.reading.views(name)])
    blank.follow()

    assert list(blank.holders(view.digest, blank=True)) == []
    assert [one.package for one in blank.holders(view.digest, blank=False)] == [package]


@pytest.mark.parametrize("reached", [True, False])
def test_where_the_file_may_only_be_read_what_came_since_is_taken_into_memory(
    archive: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reached: bool
) -> None:
    place = tmp_path / "holdings.db"
    if reached:
        told(archive, place, Looking(archive))
    shows = next(one for one in queries.packages(projection(archive, None)) if archive.reading.views(one.package))
    image = archive.reading.views(shows.package)[0].digest
    fresh = View("fresh", "fresh.tif", "1", "page", (1,), 10, 10, Digest.of(b"fresh"))
    entry = archive.ledger.append([stored(shows.package, archive)])
    monkeypatch.setattr(os, "access", lambda *_: False)  # whom no mode keeps out
    looking = Looking(archive)
    held = projection(archive, place)
    images = Images(held, lambda name: [fresh] if name.endswith("-v9") else looking(name))
    images.follow()

    assert entry.size == held.head.size
    assert [one.package[-2:] for one in images.holders(Digest.of(b"fresh"), blank=False)] == ["v9"]
    assert (looking.asked == []) is reached
    assert shows.package in [one.package for one in images.holders(image, blank=False)]


def stored(package: str, archive: Session) -> Entry:
    """The entry of another package, which nobody wrote, like the one of a package that is there."""
    last = next(one.entry for one in archive.ledger.since(0) if one.entry.subject == package)
    return replace(last, subject=f"{last.links['register']}-v9")


def _blank(view: View) -> View:
    return View(view.name, view.file, view.leaf, "blank", view.pages, view.width, view.height, view.digest)


def test_a_page_that_the_disk_lost_under_a_seal_is_noticed_by_whoever_comes_to_it(
    archive: Session, tmp_path: Path
) -> None:
    place = tmp_path / "holdings.db"
    images, held = told(archive, place, Looking(archive))
    shown = packages(archive, images, held)
    file = tmp_path / "holdings-images.db"
    content = file.read_bytes()
    root = sqlite3.connect(file).execute("SELECT rootpage FROM sqlite_master WHERE name = 'image'").fetchone()[0]
    page = int.from_bytes(content[16:18], "big")
    file.write_bytes(content[: (root - 1) * page] + bytes(page) + content[root * page :])
    put(file, b"key")
    again, held = told(archive, place, Looking(archive))

    assert packages(archive, again, held) == shown
