"""What we ship is what we mean to ship, and it works where the tree is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import archive
from tests.support.library_doc import examples, prepared

ROOT = Path(__file__).parents[2]

LOOK = """
import json, archive
from archive import published
from khizana import resources
print(json.dumps([archive.__file__, str(published.folder()), len(published.schemas()), len(published.countries()),
                  len(published.retention()), len(published.embargoes()), len(resources.findings()), len(resources.letters())]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel in it, which finds the libraries of others where ours are."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    return python


def test_the_wheel_holds_four_packages_and_the_published_language(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert wheel.name.startswith(f"khizana-{archive.__version__}-")
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == {
        "archive",
        "indexer",
        "khizana",
        "register_maker",
    }
    assert "archive/schemas/act.schema.json" in names
    assert "archive/schemas/findings.json" in names
    assert {f"{package}/py.typed" for package in ("archive", "indexer", "khizana")} <= set(names)
    assert {name.rpartition("/")[2] for name in names if "/locale/" in name} == {"khizana.mo"}


def test_installed_alone_it_reads_the_published_language_as_the_tree_does(installed: Path, tmp_path: Path) -> None:
    there = json.loads(_run(installed, tmp_path, "-c", LOOK))
    here = json.loads(_run(Path(sys.executable), tmp_path, "-c", LOOK))

    assert not Path(there[0]).is_relative_to(ROOT)
    assert Path(there[1]) == Path(there[0]).parent / "schemas"
    assert there[2:] == here[2:]
    assert all(there[2:])


def test_installed_alone_the_archive_is_a_library(installed: Path, tmp_path: Path) -> None:
    text = prepared(tmp_path) / "examples.txt"
    text.write_text(examples(), "utf-8")

    assert _run(installed, tmp_path, "-m", "doctest", str(text)) == ""


def _run(python: Path, folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run([python, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_installed_alone_it_draws_pages_with_the_fonts_that_it_brought(installed: Path, tmp_path: Path) -> None:
    make = (
        "from register_maker.maker import make; import sys; make(__import__('pathlib').Path('made'), acts=1, seed=1, "
    )
    said = _run(
        installed,
        tmp_path,
        "-c",
        f"{make}registers=1, formats=('tiff-g4',)); print(sys.modules['register_maker'].__file__)",
    )

    assert not Path(said).is_relative_to(ROOT)
    assert len(list((tmp_path / "made").rglob("*.tif"))) > 3
