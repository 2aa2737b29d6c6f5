"""What a whole register shows that no single act can: counts gathered as its acts pass by, small enough for the verdict.

After the set-level checks of civil registration statistics (sex ratio at birth, births by month, digit preference, late
registration, early deaths, unknown fields): a register that was keyed by guessing stands out among its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from archive.check.views.act_view import ActView, PersonView
from archive.model.json import Json
from archive.model.records.event import PRINCIPALS, Event

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `of` is 0 where nothing could be counted."""

    name: str
    found: int
    of: int


@dataclass(slots=True)
class Indicators:
    """The counts of one register.

    `months` are the events by month, January first; `days` those dated to the day, `round_days` those of them on a day that
    five divides; `ages` the stated ages of the deceased, `round_ages` those that five divides, `infants` those under one year;
    `fields` the names and sexes that the acts could state of their principals and those persons' parents, `unknown` those of
    them without a value; `sourced` the names of principals that say which pass they come from, `arbitrated` those that passes
    disagreed on.
    """

    register: str
    acts: int = 0
    males: int = 0
    females: int = 0
    days: int = 0
    round_days: int = 0
    ages: int = 0
    round_ages: int = 0
    infants: int = 0
    judgements: int = 0
    fields: int = 0
    unknown: int = 0
    sourced: int = 0
    arbitrated: int = 0
    months: tuple[int, ...] = (0,) * 12

    def to_json(self) -> dict[str, Json]:
        return {**asdict(self), "months": list(self.months)}

    @property
    def shares(self) -> tuple[Share, ...]:
        """What a profile may set bounds for."""
        total = sum(self.months)
        most = max(self.months)
        return (
            Share("males", self.males, self.males + self.females),
            Share("busiest_month", most, total),
            Share("round_days", self.round_days, self.days),
            Share("round_ages", self.round_ages, self.ages),
            Share("infants", self.infants, self.ages),
            Share("judgements", self.judgements, self.acts),
            Share("unknown", self.unknown, self.fields),
            Share("arbitrated", self.arbitrated, self.sourced),
        )


class IndicatorCounts:
    """Counts acts as they pass by."""

    def __init__(self, register: str, event: str) -> None:
        self._about = frozenset(PRINCIPALS[Event(event)])
        self._months = [0] * 12
        self._found = Indicators(register)

    def add(self, act: ActView) -> None:
        """Count one act."""
        found = self._found
        found.acts += 1
        found.judgements += act.basis == "judgement"
        occurred = act.occurred.gregorian
        if occurred and len(occurred) > 4:
            self._months[int(occurred[5:7]) - 1] += 1
            if len(occurred) > 7:
                found.days += 1
                found.round_days += occurred[9] in "05"
        elif not occurred and act.occurred.first is not None and act.occurred.last is not None:
            first, last = date.fromordinal(act.occurred.first), date.fromordinal(act.occurred.last)
            self._months[first.month - 1] += (first.year, first.month) == (last.year, last.month)
        for person in act.persons:
            if person.role in self._about:
                self._principal(person)
            elif person.role == "father" or person.role == "mother":
                found.fields += 1
                found.unknown += not _any(person.raw.get("given"))

    def _principal(self, person: PersonView) -> None:
        found, raw = self._found, person.raw
        sex = person.sex
        found.males += sex == "male"
        found.females += sex == "female"
        found.fields += 3
        found.unknown += (
            (not sex) + (not _any(raw.get("given"))) + (not _any(raw.get("surname")) and not _any(raw.get("lineage")))
        )
        if "age" in raw and person.role == "deceased" and (age := person.age) is not None:
            found.ages += 1
            found.round_ages += age % 5 == 0
            found.infants += age == 0
        given: Any = raw.get("given") or _NOTHING
        for keyed in given.values():
            if "source" in keyed:
                found.sourced += 1
                found.arbitrated += keyed["source"] == "arbitration"
                break

    def close(self) -> Indicators:
        """The counts of all acts that passed."""
        self._found.months = tuple(self._months)
        return self._found


def _any(name: Any) -> bool:
    """Whether a name has a value in some script."""
    if name:
        for keyed in name.values():
            if "value" in keyed:
                return True
    return False
