"""What was decided about a delivery: accepted or refused, every finding, and equal counts on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from archive.check.indicators import Indicators
from archive.delivery.facts.batch import DeliveredRegister
from archive.model.digest import Digest
from archive.model.finding import Finding, Severity
from archive.model.json import Json

SCHEMA = "verdict/1"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each; pages are different page numbers of the register, acts are records whether readable or not."""

    registers: int = 0
    views: int = 0
    pages: int = 0
    acts: int = 0
    files: int = 0

    @classmethod
    def of(cls, register: DeliveredRegister, acts: int) -> Counts:
        """What one register holds; a page that several views show counts once."""
        pages = {page for view in register.views for page in view.pages}
        return cls(registers=1, views=len(register.views), pages=len(pages), acts=acts)

    def to_json(self) -> dict[str, Json]:
        return dict(asdict(self))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one delivery. `manifest` is None when there was no manifest to read; `received` is what came in.

    `indicators` are those of each register whose acts were judged; `not_asked` the rules that had nothing to ask, so that nobody
    takes their silence for an answer.
    """

    delivery: str
    manifest: Digest | None
    findings: tuple[Finding, ...]
    received: Counts
    indicators: tuple[Indicators, ...] = ()
    not_asked: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing blocks: a delivery is taken whole or refused whole."""
        return all(finding.severity is not Severity.BLOCKING for finding in self.findings)

    @property
    def passed(self) -> Counts:
        """What goes on to be packaged."""
        return self.received if self.accepted else Counts()

    @property
    def refused(self) -> Counts:
        """What goes back; with `passed` it makes up `received`."""
        return Counts() if self.accepted else self.received

    def to_json(self) -> dict[str, Json]:
        """The object that schemas/verdict.schema.json describes: the same delivery and holdings give the same bytes."""
        return {
            "schema": SCHEMA,
            "delivery": self.delivery,
            "manifest": str(self.manifest) if self.manifest else None,
            "accepted": self.accepted,
            "counts": {
                "received": self.received.to_json(),
                "passed": self.passed.to_json(),
                "refused": self.refused.to_json(),
            },
            "findings": [finding.to_json() for finding in self.findings],
            "indicators": [one.to_json() for one in self.indicators],
            "not_asked": list(self.not_asked),
        }

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Verdict:
        """Read what `to_json` wrote, also before indicators were told."""
        read = cast("Mapping[str, Any]", written)
        findings = (
            Finding(one["code"], Severity(one["severity"]), one["place"], one["params"]) for one in read["findings"]
        )
        indicators = cast("Sequence[Mapping[str, Any]]", read.get("indicators", ()))
        return cls(
            read["delivery"],
            Digest.parse(read["manifest"]) if read["manifest"] else None,
            tuple(findings),
            Counts(**read["counts"]["received"]),
            tuple(Indicators(**{**one, "months": tuple(one["months"])}) for one in indicators),
            tuple(read.get("not_asked", ())),
        )
