"""The published language as data: JSON Schemas, countries, policies, wherever they were installed.

The wheel has the folder schemas/ inside this package; a checkout has it at its root, beside the package.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from archive.model.json import Json


@cache
def folder() -> Path:
    """The folder schemas/, for reading."""
    package = Path(str(files("archive")))
    installed = package / "schemas"
    return installed if installed.is_dir() else package.parent / "schemas"


def read(name: str) -> Mapping[str, Json]:
    """One document of the folder."""
    return _read(folder() / name)


@cache
def schemas() -> Mapping[str, Mapping[str, Json]]:
    """Every JSON Schema by its `$id`."""
    return _by("$id", folder(), "*.schema.json")


@cache
def countries() -> Mapping[str, Mapping[str, Json]]:
    """Every country file by its code."""
    return _by("code", folder() / "countries")


@cache
def retention() -> Mapping[str, Mapping[str, Json]]:
    """How long registers are kept, by country."""
    return _by("country", folder() / "policies")


@cache
def embargoes() -> Mapping[str, Mapping[str, Json]]:
    """For how long acts are closed, by country."""
    return _by("country", folder() / "policies" / "embargo")


def _by(key: str, where: Path, pattern: str = "*.json") -> Mapping[str, Mapping[str, Json]]:
    return {str(document[key]): document for document in map(_read, sorted(where.glob(pattern)))}


def _read(path: Path) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], json.loads(path.read_bytes()))
