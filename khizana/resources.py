"""The published language as data: schemas, findings and country files, wherever they were installed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from archive.model.json import Json

LANGUAGES = ("ar", "fr", "en")


@cache
def folder() -> Path:
    """The schemas folder: inside the installed package, or at the root of a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "schemas"
    return installed if installed.is_dir() else here.parent / "schemas"


def _read(path: Path) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], json.loads(path.read_bytes()))


@cache
def schemas() -> Mapping[str, Mapping[str, Json]]:
    """Every JSON Schema by its `$id`."""
    found = (_read(path) for path in sorted(folder().glob("*.schema.json")))
    return {str(schema["$id"]): schema for schema in found}


@cache
def countries() -> Mapping[str, Mapping[str, Json]]:
    """Every country file by its code."""
    found = (_read(path) for path in sorted((folder() / "countries").glob("*.json")))
    return {str(country["code"]): country for country in found}


@cache
def retention() -> Mapping[str, Mapping[str, Json]]:
    """How long registers are kept, by country."""
    found = (_read(path) for path in sorted((folder() / "policies").glob("*.json")))
    return {str(policy["country"]): policy for policy in found}


@cache
def embargoes() -> Mapping[str, Mapping[str, Json]]:
    """For how long acts are closed, by country."""
    found = (_read(path) for path in sorted((folder() / "policies" / "embargo").glob("*.json")))
    return {str(policy["country"]): policy for policy in found}


@cache
def letters() -> bytes:
    """The letter table of names, as its file is; its digest is that of these bytes."""
    return (folder() / "names" / "letters.json").read_bytes()


@cache
def findings() -> Mapping[str, Mapping[str, Json]]:
    """The findings table: code to severity, parameters, text and remedy in each language."""
    return cast(Mapping[str, Mapping[str, Json]], _read(folder() / "findings.json"))
