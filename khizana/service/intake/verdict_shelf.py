"""Where the reports of verdicts stand in an archive: each in a place of its own, so that no verdict overwrites another's."""

from __future__ import annotations

from pathlib import Path

from archive.ingest import CODE, UNNAMED
from archive.model.digest import Digest

SUBJECT = "verdict"
"""What the files are called: verdict.ar.html, verdict.fr.html, verdict.en.html, verdict.json, verdict.csv."""


def page_name(language: str) -> str:
    """The name of the page in one language."""
    return f"{SUBJECT}.{language}.html"


_DIGITS = 16
"""So many of its digest name the folder of a later verdict on a delivery."""


def shelf(reports: Path, delivery: str, verdict: Digest) -> Path:
    """The folder of one verdict's report: `deliveries/<delivery>`, or one inside it where another verdict stands there already.

    What a delivery calls itself names a folder only where it is a code.
    """
    first = reports / "deliveries" / (delivery if CODE.fullmatch(delivery) else UNNAMED)
    if _is_of(first, verdict) or not any(first.glob(f"{SUBJECT}.*")):
        return first
    return first / verdict.hex[:_DIGITS]


def _is_of(folder: Path, verdict: Digest) -> bool:
    """Whether the report of this very verdict stands there."""
    try:
        return Digest.of((folder / f"{SUBJECT}.json").read_bytes()) == verdict
    except FileNotFoundError:
        return False
