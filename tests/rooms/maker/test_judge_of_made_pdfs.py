"""veraPDF accepts the PDF of a made register as PDF/A-2b (ISO 19005-2)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.rooms.maker.conftest import Received

ROOT = Path(__file__).parents[3]
CACHE = Path(os.environ.get("KHIZANA_CACHE") or ROOT / ".cache")
JUDGE = CACHE / "judges" / "verapdf" / "lib"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def judged(path: Path) -> str:
    """The judge's word on one file: PASS or FAIL."""
    if not JUDGE.is_dir() or shutil.which("java") is None:
        pytest.skip(f"veraPDF is not in {JUDGE}: run scripts/fetch-judges.sh; its judgement is NOT made here")
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{JUDGE}/*",
        MAIN,
        "--flavour",
        "2b",
        "--format",
        "text",
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    return done.stdout.split(" ")[0]


@pytest.mark.judge
def test_a_made_pdf_is_pdfa(drawn: Received) -> None:
    (path,) = drawn.root.rglob("*.pdf")

    assert judged(path) == "PASS"


@pytest.mark.judge
def test_the_judge_would_say_no(drawn: Received, tmp_path: Path) -> None:
    (path,) = drawn.root.rglob("*.pdf")
    other = tmp_path / "other.pdf"
    other.write_bytes(path.read_bytes().replace(b"/GTS_PDFA1", b"/GTS_PDFX10"[:10]))

    assert judged(other) == "FAIL"
