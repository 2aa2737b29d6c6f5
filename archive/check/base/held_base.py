"""The rules over the whole base, judged block by block; what they know besides is which series are held and keyed."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from archive.check.base.act_summary import ActSummary
from archive.check.base.blocking import Block, EntryKind
from archive.model.identifiers import ActId


@dataclass(frozen=True, slots=True)
class HeldBase:
    """What a rule over the base may ask about it: `series` are those of which a keyed register is held, as text."""

    series: Container[str]

    def keyed(self, act: str) -> bool:
        """Whether acts of this act's series were keyed."""
        return str(ActId.parse(act).series) in self.series

    def event(self, act: str) -> str:
        """The event that an act's identifier names."""
        return ActId.parse(act).series.event

    def citing(self, block: Block) -> list[ActSummary]:
        """The acts that cite the act of a group, each once."""
        return list({one.summary.id: one.summary for one in block.entries if one.kind is not EntryKind.ITSELF}.values())

    def year(self, summary: ActSummary) -> str:
        """The year of the event, which a block of persons is closed by."""
        return str(date.fromordinal(summary.day).year)
