"""The lists that a profile names: given names and divisions of a country, in files beside the profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from archive import published
from archive.check.profile.knowledge import Divisions, Knowledge, Lexicon
from archive.check.schemas import Schemas
from archive.model.json import InvalidJson, Json, read_json
from archive.model.message import tell
from khizana.errors import CannotWork

Object = Mapping[str, Json]


def lists_beside(profile: Path, content: Object) -> Mapping[str, Knowledge]:
    """What the lists of a profile say, by country; CannotWork names the file that cannot be read or breaks its schema."""
    lists = cast("Mapping[str, list[str]]", content.get("lists") or {})
    names = dict(_read(profile, lists.get("given_names", []), "given-names"))
    divisions = dict(_read(profile, lists.get("divisions", []), "divisions"))
    return {
        country: Knowledge(
            Lexicon.of(names[country]) if country in names else None,
            Divisions.of(divisions[country]) if country in divisions else None,
        )
        for country in sorted({*names, *divisions})
    }


def _read(profile: Path, files: list[str], schema: str) -> Iterator[tuple[str, Object]]:
    """Each list with the country that it is about."""
    for name in files:
        path = profile.parent / name
        try:
            written = read_json(path.read_bytes())
        except InvalidJson as error:
            raise CannotWork(tell("{path} is not JSON: {error}", path=path, error=error)) from None
        except OSError as error:
            raise CannotWork(
                tell(
                    "{path}, which {profile} names, cannot be read: {strerror}",
                    path=path,
                    profile=profile,
                    strerror=error.strerror,
                )
            ) from None
        broken = next(Schemas(published.schemas()).violations(f"urn:khizana:schema:{schema}:1", written), None)
        if broken or not isinstance(written, dict):
            where = f"{broken.pointer or '/'}: {broken.rule}" if broken else "not one object"
            raise CannotWork(
                tell(
                    "{path} is no such list ({where}): see schemas/{schema}.schema.json",
                    path=path,
                    where=where,
                    schema=schema,
                )
            )
        yield str(written["country"]), written
