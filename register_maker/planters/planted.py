"""What was planted, and where it must be found: an entry of the truth file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from archive.model.json import Json

CHECK: Final = "check"
AUDIT: Final = "completeness audit"
BASE: Final = "rules over the whole base"
LISTS: Final = "check with lists of names and divisions"


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect: its code, the place that a check or an audit must name, who must find it, and what exactly.

    `follows` are findings (code, place) that come with it and cannot be had apart: a line that cannot be read is also a
    number that is missing.
    """

    code: str
    place: str
    found_by: str
    detail: Mapping[str, Json] = field(default_factory=dict)
    follows: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Json]:
        with_it: dict[str, Json] = {"follows": [list(one) for one in self.follows]} if self.follows else {}
        return {"code": self.code, "place": self.place, "found_by": self.found_by, **self.detail, **with_it}
