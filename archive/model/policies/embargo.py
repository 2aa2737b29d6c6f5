"""For how long an act is closed to others than the archive's own people, as a policy says it by event and regime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from archive.model.identifiers import RegisterId
from archive.model.json import Json


@dataclass(frozen=True, slots=True)
class Closing:
    """`years` run from the last day on which the event may have happened; None closes for ever, 0 never."""

    event: str
    regime: str
    years: int | None


@dataclass(frozen=True, slots=True)
class Access:
    """Whether an act is open on a day, and `since` when it is, or `until` when it is closed (the last closed day).

    Closed without a date: for ever, or because no rule speaks of it. Open without a date: it was never closed.
    """

    open: bool
    since: date | None = None
    until: date | None = None

    def to_json(self) -> dict[str, Json]:
        """As `show` and `search` answer it."""
        since, until = (one.isoformat() if one else None for one in (self.since, self.until))
        return {"open": self.open, "since": since, "until": until}


@dataclass(frozen=True, slots=True)
class Embargo:
    """The policy of one country (schemas/embargo-policy.schema.json), its rules in the order in which they are asked."""

    country: str
    source: str
    rules: tuple[Closing, ...]

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Embargo:
        """Read a policy that follows its schema."""
        rules = cast("Sequence[Mapping[str, Json]]", written["close"])
        return cls(str(written["country"]), str(written["source"]), tuple(_closing(one) for one in rules))

    def years(self, country: str, event: str, regime: str) -> int | None:
        """For how many years such an act is closed; None for ever, or where no rule speaks: what nobody opened is closed."""
        for rule in self.rules if country == self.country else ():
            if rule.event == event and rule.regime in ("", regime):
                return rule.years
        return None

    def access(self, register: RegisterId, last: date | None, today: date) -> Access:
        """Whether an act of a register is open; `last` is the last day on which its event may have happened.

        Where that is unknown, the last day of the register's year stands for it.
        """
        series = register.series
        years = self.years(series.country, series.event, series.regime)
        if years is None:
            return Access(open=False)
        if years == 0:
            return Access(open=True)
        return opened(last or date(series.year, 12, 31), years, today)


def opened(last: date, years: int, today: date) -> Access:
    """What is closed until the same day so many years later, that day included; 29 February runs to 28 February."""
    day = min(last.day, 28) if last.month == 2 else last.day
    until = last.replace(year=last.year + years, day=day)
    if today <= until:
        return Access(open=False, until=until)
    return Access(open=True, since=date.fromordinal(until.toordinal() + 1))


def _closing(written: Mapping[str, Json]) -> Closing:
    years = 0 if written.get("never") else cast("int | None", written.get("years"))
    return Closing(str(written["event"]), str(written.get("regime", "")), years)
