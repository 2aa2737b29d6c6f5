"""The rules over the whole base, judged pile by pile; what they know besides is which series are held and keyed."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from archive.check.base.act_summary import Trace
from archive.check.base.blocking import Group, Way
from archive.model.identifiers import ActId


@dataclass(frozen=True, slots=True)
class Base:
    """What a rule over the base may ask about it: `series` are those of which a keyed register is held, as text."""

    series: Container[str]

    def keyed(self, act: str) -> bool:
        """Whether acts of this act's series were keyed."""
        return str(ActId.parse(act).series) in self.series

    def event(self, act: str) -> str:
        """The event that an act's identifier names."""
        return ActId.parse(act).series.event

    def citing(self, group: Group) -> list[Trace]:
        """The acts that cite the act of a group, each once."""
        return list({one.trace.id: one.trace for one in group.filed if one.way is not Way.ITSELF}.values())

    def year(self, trace: Trace) -> str:
        """The year of the event, which a pile of persons is closed by."""
        return str(date.fromordinal(trace.day).year)
