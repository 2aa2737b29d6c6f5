"""Every word of the command line in the language of the reader, dates and numbers included."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli import khizana

ARABIC = re.compile(r"[\u0600-\u06ff]")
CATALOGUE = "issue 12: words of the command line come from one catalogue"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the delivery of the template."""
    folder = tmp_path_factory.mktemp("words")
    khizana("delivery", "template", folder / "delivery")
    khizana("init", folder / "archive", "--name", "words")
    assert khizana("ingest", folder / "delivery", "--archive", folder / "archive").code == 0
    return folder / "archive"


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_one_missing_number_is_told_as_one(tmp_path: Path) -> None:
    made = ("--acts", "12", "--registers", "1", "--seed", "4", "--no-images", "--defect", "MISSING_ACT")
    assert khizana("demo", "make", tmp_path / "delivery", *made).code == 0
    khizana("init", tmp_path / "archive", "--name", "gap")
    assert khizana("ingest", tmp_path / "delivery", "--archive", tmp_path / "archive").code == 0
    told = khizana("audit", "completeness", "--archive", tmp_path / "archive", "--lang", "en")

    assert told.code == 3
    assert re.search(r"[Nn]umber [0-9]+ is missing", told.out)


@pytest.mark.xfail(strict=True, reason=CATALOGUE)
def test_dates_and_codes_are_isolated_in_a_page_that_reads_from_right_to_left(archive: Path) -> None:
    khizana("audit", "fixity", "--archive", archive)
    page = (archive / "reports" / "fixity.ar.html").read_text("utf-8")
    bare = re.sub(r"<(bdi|code|time|title)\b[^>]*>.*?</\1>|<style.*?</style>", "", page, flags=re.DOTALL)

    assert re.search(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}", page)
    assert not re.search(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}", bare)
