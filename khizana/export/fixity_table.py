"""A fixity report as a table for spreadsheets: one row for everything that is not intact, or was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khizana.export.csv_table import rows
from khizana.language import Speaker
from khizana.resources import LANGUAGES

COLUMNS = (
    "store",
    "package",
    "place",
    "outcome",
    "code",
    "expected",
    "found",
    "blocks",
    "detail",
    *(f"{what}_{language}" for language in LANGUAGES for what in ("word", "text")),
)


def table(report: Any) -> bytes:
    """Packages, their differences and findings, then documents and lists, then what no entry names."""
    return rows(_rows(report), COLUMNS)


def _rows(report: Any) -> Iterator[Sequence[str]]:
    speakers = [Speaker(language) for language in LANGUAGES]
    for package in report["packages"]:
        if not package["differences"] and not package["findings"]:
            yield _row(report, speakers, package["package"], {"outcome": package["outcome"]})
        for one in (*package["differences"], *package["findings"]):
            yield _row(report, speakers, package["package"], one)
    for one in (*report["documents"], *report["unlisted"]):
        yield _row(report, speakers, "", one)
    for name in (*report["unheld"], *report["unheld_documents"]):
        yield _row(report, speakers, "", {"path": name, "outcome": "unheld"})


def _row(report: Any, speakers: Sequence[Speaker], package: str, one: Any) -> tuple[str, ...]:
    place = one.get("path") or one.get("document") or one.get("list") or one.get("place") or ""
    outcome, code = one.get("outcome", ""), one.get("code", "")
    blocks = " ".join(f"{first}-{last}" for first, last in one.get("blocks", ()))
    detail = one.get("reason") or one.get("kind") or one.get("severity") or ""
    spoken = (
        text
        for speaker in speakers
        for text in (
            speaker.word("fixity", outcome) if outcome else "",
            speaker.finding(one)[0] if code else "",
        )
    )
    digests = (one.get("expected", ""), one.get("found", ""))
    return (report["store"], package, place, outcome, code, *digests, blocks, detail, *spoken)
