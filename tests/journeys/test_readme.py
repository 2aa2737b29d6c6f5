"""Every command of README is run as it is written, from the first day to the decades; only places and names are put in."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.rooms.delivery.made_pages import pdf
from tests.support.cli import khizana
from tests.support.mutate import flip

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
pytestmark = pytest.mark.xdist_group("readme")


def block(heading: str) -> list[str]:
    """The commands of the block below a line."""
    lines = README.split(heading, 1)[1].split("```", 2)[1].splitlines()
    return [line.removeprefix("khizana ") for line in lines if line.startswith("khizana ")]


@dataclass(frozen=True, slots=True)
class Office:
    """A folder that stands for the machine that README speaks of."""

    folder: Path

    def run(self, line: str) -> int:
        """The exit code of a command, its places below the folder."""
        places = {"/srv": self.folder / "srv", "/mnt": self.folder / "mnt", "~": self.folder}
        words = shlex.split(line, comments=True)
        for written, real in places.items():
            words = [
                str(real) + word.removeprefix(written) if word.startswith(f"{written}/") else word for word in words
            ]
        names = {"ma_…": self.act, "PACKAGE": self.package}
        return khizana(*(names[word]() if word in names else word for word in words)).code

    def package(self) -> str:
        return next(path.name for path in sorted(self.folder.glob("srv/khizana/store/packages/*/*_birth_1987_*")))

    def scan(self) -> Path:
        stored = f"srv/khizana/store/packages/*/{self.package()}/data/*/representations/master/data/*"
        return next(self.folder.glob(stored))

    def act(self) -> str:
        acts = next(
            self.folder.glob(f"srv/khizana/store/packages/*/{self.package()}/data/*/representations/acts/data/*")
        )
        return str(json.loads(acts.read_text("utf-8").splitlines()[0])["id"])


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """With a delivery and a few single files."""
    monkeypatch.chdir(tmp_path)
    for name in ("srv", "mnt", "deliveries"):
        (tmp_path / name).mkdir()
    assert khizana("delivery", "template", "deliveries/lot1-0001").code == 0
    shutil.copy(next(tmp_path.glob("deliveries/*/registers/*/images/*.tif")), "page.tif")
    Path("register.pdf").write_bytes(pdf((595.28, 841.89)))
    acts = next(tmp_path.glob("deliveries/*/registers/*/acts.csv"))
    table = Workbook()
    for number, line in enumerate(csv.reader(acts.read_text("utf-8").splitlines()), 1):
        for column, value in enumerate(line, 1):
            table.worksheets[0].cell(number, column, value or None)
    table.save("acts.xlsx")
    return Office(tmp_path)


def test_every_command_of_readme_works_in_the_order_of_the_page(office: Office) -> None:
    days, decades = block("## Every day"), block("And for the decades:")
    codes = {line: office.run(line) for line in days}
    assert office.run("person add archivist-2 --key ~/archivist-2.key --archive /srv/khizana") == 0
    assert office.run("witness init /srv/witness --name court.example/witness") == 0
    assert office.run("witness trust /srv/witness --log /srv/khizana/keys/ledger.pub") == 0
    assert office.run("ledger growth -o november.request --archive /srv/khizana") == 0
    for line in decades:
        codes[line] = office.run(line)
        if line.startswith("replica add"):
            assert office.run("replica sync b --archive /srv/khizana") == 0
        if line.startswith("person add"):
            flip(office.scan())

    assert len(codes) > 15
    assert {line: code for line, code in codes.items() if code not in (0, 3)} == {}
