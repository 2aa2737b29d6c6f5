"""A finding is data about a record: code, severity, place, parameters. Its text stands in schemas/findings.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.model.json import Json


class Severity(StrEnum):
    """How much a finding weighs; only `blocking` refuses a delivery."""

    BLOCKING = "blocking"
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, said with its evidence.

    `place` is the path of a file in the delivery or package, or an identifier; a part inside it follows `#`
    (`registers/r1/acts.jsonl#line=7`). `params` fill the placeholders of the text.
    """

    code: str
    severity: Severity
    place: str
    params: Mapping[str, Json] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        return {"code": self.code, "severity": str(self.severity), "place": self.place, "params": dict(self.params)}


def blocking(code: str, place: str, **params: Json) -> Finding:
    """A finding that refuses the delivery."""
    return Finding(code, Severity.BLOCKING, place, params)
