"""What the front door reads of the published language: the table of findings, and how names are spelled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from archive import published
from archive.model.json import Json

LANGUAGES = ("ar", "fr", "en")


@cache
def letters() -> bytes:
    """The letter table of names, as its file is; its digest is that of these bytes."""
    return (published.folder() / "names" / "letters.json").read_bytes()


@cache
def findings() -> Mapping[str, Mapping[str, Json]]:
    """The findings table: code to severity, parameters, text and remedy in each language."""
    return cast(Mapping[str, Mapping[str, Json]], published.read("findings.json"))
