"""How long registers are kept, as a policy says it by event and regime; what it does not speak of is never disposed of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from archive.model.identifiers import RegisterId
from archive.model.json import Json


@dataclass(frozen=True, slots=True)
class Rule:
    """`years` run from the end of the register's year; None keeps for ever. An empty `regime` speaks of all of them."""

    event: str
    regime: str
    years: int | None


@dataclass(frozen=True, slots=True)
class Retention:
    """The policy of one country (schemas/retention-policy.schema.json), its rules in the order in which they are asked."""

    country: str
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Retention:
        """Read a policy that follows its schema."""
        rules = cast("Sequence[Mapping[str, Json]]", written["keep"])
        return cls(
            str(written["country"]),
            tuple(
                Rule(str(one["event"]), str(one.get("regime", "")), cast("int | None", one.get("years")))
                for one in rules
            ),
        )

    def until(self, register: RegisterId) -> date | None:
        """The last day on which a register must be kept; None where that is for ever, or where no rule speaks of it."""
        series = register.series
        if series.country != self.country:
            return None
        for rule in self.rules:
            if rule.event == series.event and rule.regime in ("", series.regime):
                return None if rule.years is None else date(series.year + rule.years, 12, 31)
        return None
