"""The policies of an archive: its own where archive.toml names a file, else the published one of the country."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from archive.check.schemas import Schemas
from archive.model.embargo import Embargo
from archive.model.json import Json
from archive.model.retention import Retention
from khizana import published
from khizana.errors import CannotWork, UsageError
from khizana.wiring import Archive


def retention(archive: Archive, country: str) -> Retention:
    """For how long registers are kept; CannotWork, UsageError for a file of the archive's own that cannot be used."""
    own = archive.settings.retention
    written = published.retention().get(country) if own is None else _own(archive, own, "retention")
    return Retention.of(written) if written else Retention(country, ())


def embargo(archive: Archive, country: str) -> Embargo:
    """For how long acts are closed; errors as `retention`."""
    own = archive.settings.embargo
    written = published.embargoes().get(country) if own is None else _own(archive, own, "embargo")
    return Embargo.of(written) if written else Embargo(country, "", ())


def _own(archive: Archive, file: Path, kind: str) -> Mapping[str, Json]:
    try:
        document: Json = json.loads((archive.settings.root / file).read_bytes())
    except (OSError, ValueError) as error:
        raise CannotWork(f"the {kind} policy {file} of archive.toml cannot be read: {error}") from None
    wrong = next(Schemas(published.schemas()).violations(f"urn:khizana:schema:{kind}-policy:1", document), None)
    if wrong or not isinstance(document, Mapping):
        where = wrong.pointer if wrong else "/"
        raise UsageError(f"the {kind} policy {file} does not follow schemas/{kind}-policy.schema.json at {where}")
    return document
