"""The delivery profile of a tender as a value: what its files must be, and how much each breach of it weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from archive.check.engine.rule import CONTRACTOR, Profile, ProfileKind
from archive.check.profile.knowledge import Knowledge
from archive.model.finding import Severity
from archive.model.json import Json

SCHEMA = "urn:khizana:schema:delivery-profile:1"
_OFF = "off"


@dataclass(frozen=True, slots=True)
class FileProfile:
    """What a page image or a PDF must be; the values here are those of schemas/profiles/default.json.

    Resolutions are dots an inch, rounded to whole ones before they are compared: from `warned_dpi` on, too few are a warning.
    `unequal` is how much the two directions may differ, `conflict` how many dots two statements may. `blank_ink` is the share
    of dark squares below which a page is blank. `policy` names the findings that say nothing against a file's integrity.
    """

    fewest_dpi: int = 300
    warned_dpi: int = 294
    most_dpi: int = 700
    unequal: float = 0.02
    conflict: int = 1
    most_pixels: int = 200_000_000
    fewest_pixels: int = 100_000
    colours: tuple[str, ...] = ("bilevel", "grey", "rgb")
    trailing_bytes: int = 0
    blank_ink: float = 0.0001
    flavours: tuple[str, ...] = ("1a", "1b", "2a", "2b", "2u", "3b")
    policy: tuple[str, ...] = (
        "ACTIVE_CONTENT",
        "BIDI",
        "BLANK_PAGE",
        "COLOUR_SPACE",
        "DUPLICATE_IMAGE",
        "EMBEDDED_FILE",
        "FALSE_PDFA_CLAIM",
        "FORMULA",
        "IMPLAUSIBLE_RESOLUTION",
        "LOW_RESOLUTION",
        "MULTIPAGE",
        "NOT_PDFA",
        "NO_RESOLUTION",
        "PDFA_NOT_CHECKED",
        "RESOLUTION_CONFLICT",
        "STRUCTURE_REMARK",
        "TOO_FEW_PIXELS",
        "TRAILING_DATA",
        "UNEQUAL_RESOLUTION",
        "UNSUPPORTED_FORMAT",
        "WEAK_ALGORITHM",
    )


@dataclass(frozen=True, slots=True)
class DeliveryProfile:
    """One tender: what its files must be, what the rules on registers and acts ask, and its lists of names and divisions.

    `knowledge` is by country; rules that need a list do not ask without it.
    """

    files: FileProfile = field(default_factory=FileProfile)
    rules: Profile = CONTRACTOR
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)


DEFAULT = DeliveryProfile()


def profile_of(content: Mapping[str, Json]) -> DeliveryProfile:
    """Read a profile that follows schemas/delivery-profile.schema.json; what it leaves out is as in the default."""
    severities = {
        code: None if written == _OFF else Severity(str(written))
        for code, written in cast(Mapping[str, Json], content.get("severities", {})).items()
    }
    settings = cast("Mapping[str, Mapping[str, Json]]", content.get("settings", {}))
    rules = Profile(str(content["name"]), ProfileKind(str(content["kind"])), severities, settings)
    written = cast("dict[str, Any]", content.get("files", {}))
    known = {one.name for one in fields(FileProfile)}
    given: dict[str, Any] = {name: _kept(value) for name, value in written.items() if name in known}
    return DeliveryProfile(FileProfile(**given), rules)


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
