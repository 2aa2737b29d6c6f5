"""The archive alone, from Python: it is the same archive that the front door opens, with the same care."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive import api
from archive.api.archive import Archive
from archive.archive_folder import SETTINGS_FILE, ArchiveUnusable, CannotCreate, NoArchive
from archive.audit.outcome import Conclusion
from archive.errors import ArchiveError
from archive.ledger.entry import EntryType
from archive.ledger.port import NotASigner
from khizana import settings
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.library_doc import prepared

ACT = "ma_01.511.01.03-1_dahir1950_birth_1987_0001"


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = prepared(tmp_path_factory.mktemp("library"))
    api.ingest(api.create(folder / "srv", "example"), folder / "delivery")
    return folder / "srv"


@pytest.fixture
def archive(taken_in: Path, tmp_path: Path) -> Archive:
    shutil.copytree(taken_in, tmp_path / "srv")
    return api.open(tmp_path / "srv", actor="archivist-1")


def test_what_the_library_made_the_front_door_reads_and_follows(archive: Archive) -> None:
    assert khizana("rebuild", "--archive", archive.settings.root).code == 0
    [kept] = api.read(archive, ACT)
    shown = khizana("show", ACT, "--archive", archive.settings.root, "--json").json

    assert shown["copies"][0]["act"] == kept.act
    assert shown["copies"][0]["package"] == kept.package


def test_what_the_front_door_made_the_library_opens(tmp_path: Path) -> None:
    assert khizana("init", tmp_path / "srv", "--name", "made-there").code == 0

    assert api.open(tmp_path / "srv").settings.name == "made-there"


def test_its_audit_finds_an_altered_byte_and_the_ledger_remembers(archive: Archive) -> None:
    package = next(iter(archive.store.packages()))
    image = next((Path(archive.store.place(package)) / "data").rglob("*.tif"))
    image.chmod(0o644)
    content = image.read_bytes()
    image.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    found = api.audit(archive)
    last = list(archive.ledger.since(found.head.size))

    assert found.report.conclusion is Conclusion.DIFFERENCES
    assert [audit.package for audit in found.report.packages] == [package]
    assert [(one.entry.type, one.entry.actor, one.entry.outcome) for one in last] == [
        (EntryType.AUDIT, "archivist-1", "differences")
    ]


def test_without_the_signing_key_everything_is_read_and_nothing_recorded(archive: Archive) -> None:
    archive.settings.key.unlink()
    reader = api.open(archive.settings.root)
    audited = api.audit(reader)

    assert (audited.report.conclusion, audited.recorded) == (Conclusion.INTACT, False)
    assert reader.ledger.head() == audited.head
    delivery = prepared(archive.settings.root.parent) / "delivery"
    with (delivery / "manifest.json").open("a") as manifest:
        manifest.write("\n")  # another delivery under the same name, which would be refused on record
    with pytest.raises(NotASigner) as refused:
        api.ingest(reader, delivery)
    assert isinstance(refused.value, ArchiveError)


def test_what_is_not_held_is_said(archive: Archive) -> None:
    with pytest.raises(api.NotHeld, match="no act"):
        api.read(archive, ACT.replace("0001", "0099"))
    with pytest.raises(api.NotHeld, match="no package"):
        api.prove(archive, "ma_01.511.01.03-1_dahir1950_birth_1931_p1_office-v1")


def test_a_folder_that_holds_something_becomes_no_archive(tmp_path: Path) -> None:
    (tmp_path / "something").touch()

    with pytest.raises(CannotCreate, match="not empty"):
        api.create(tmp_path, "example")
    with pytest.raises(NoArchive, match="there is no archive"):
        api.open(tmp_path)


def test_a_newer_format_is_named_as_such_whatever_else_the_settings_hold(archive: Archive) -> None:
    file = archive.settings.root / SETTINGS_FILE
    file.write_text(file.read_text("utf-8").replace("format = 1", 'format = 2\nshelves = ["a"]'), "utf-8")

    for read in (api.open, settings.read, open_archive):
        with pytest.raises(ArchiveUnusable, match="use a newer one"):
            read(archive.settings.root)


def test_opening_an_archive_loads_no_reader_of_images_and_no_search_engine() -> None:
    heavy = (
        "pyvips",
        "pikepdf",
        "PIL",
        "jsonschema",
        "numba",
        "tantivy",
        "sqlalchemy",
        "pydantic",
        "khizana",
        "indexer",
    )
    program = f"import sys, archive.api; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"
