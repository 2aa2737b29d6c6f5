"""What operators are given works as it is given: units for systemd, commands that run, figures that a collector reads."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.mutate import flip

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[a-z0-9.-]+"(,[a-z]+="[a-z0-9.-]+")*\})? -?[0-9]+')

pytestmark = pytest.mark.xdist_group("audits")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    khizana("delivery", "template", tmp_path / "delivery")
    khizana("init", made, "--name", "operated")
    assert khizana("ingest", tmp_path / "delivery", "--archive", made).code == 0
    return made


def figures(path: Path) -> dict[str, int]:
    """Every sample of a textfile; a line that is none fails."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in lines), lines
    return {line.rsplit(" ", 1)[0]: int(line.rsplit(" ", 1)[1]) for line in lines}


def commands() -> list[list[str]]:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNITS / "khizana-audit.service", encoding="utf-8")
    service = unit["Service"]
    return [shlex.split(service[name]) for name in ("ExecStart", "ExecStopPost")]


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed (Debian: systemd)")
    program = Path(sys.executable).with_name("khizana")
    for unit in UNITS.iterdir():
        text = unit.read_text("utf-8").replace("/usr/bin/khizana", str(program))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))]
    judged = subprocess.run(verify, capture_output=True, text=True, check=False)

    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "", "")


def test_the_commands_of_the_units_run(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHIZANA_ARCHIVE", str(archive))
    folder = tmp_path / "collector"
    codes = []
    for program, *arguments in commands():
        assert program == "/usr/bin/khizana"
        told = [one.replace("/var/lib/prometheus/node-exporter", str(folder)) for one in arguments]
        codes.append(khizana(*told).code)
    found = figures(folder / "khizana.prom")

    assert codes == [0, 0]
    assert found['khizana_packages{store="main"}'] == found['khizana_packages_intact{store="main"}'] == 4
    assert found['khizana_last_audit_outcome{store="main",outcome="intact"}'] == 1


def test_the_figures_tell_what_differs_and_what_was_never_read(archive: Path, tmp_path: Path) -> None:
    page = min((archive / "store" / "packages").rglob("representations/master/data/*"))
    textfile = tmp_path / "k.prom"
    khizana("audit", "metrics", "--archive", archive, "--textfile", textfile)
    before = figures(textfile)
    flip(page, 100)
    khizana("audit", "fixity", "--archive", archive, "--package", page.parents[5].name)
    answered = khizana("audit", "metrics", "--archive", archive, "--textfile", textfile, "--json")
    after = figures(textfile)

    assert before['khizana_packages_never_read{store="main"}'] == 4
    assert 'khizana_oldest_read_timestamp_seconds{store="main"}' not in before
    assert after['khizana_packages_never_read{store="main"}'] == 3
    assert after['khizana_packages_differing{store="main"}'] == 1
    assert after['khizana_last_audit_outcome{store="main",outcome="differences"}'] == 1
    assert answered.json["stores"][0]["last_audit"]["outcome"] == "differences"
    assert after["khizana_ledger_entries"] == before["khizana_ledger_entries"] + 1


def test_a_textfile_that_no_collector_would_read_is_refused(archive: Path, tmp_path: Path) -> None:
    assert khizana("audit", "metrics", "--archive", archive, "--textfile", tmp_path / "k.txt").code == 2


def test_every_figure_is_explained_to_operators() -> None:
    from khizana.service.fixity.metrics import HELP

    page = (ROOT / "docs" / "operations.md").read_text("utf-8")

    assert [name for name in HELP if name not in page] == []
