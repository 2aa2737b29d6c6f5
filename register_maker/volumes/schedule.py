"""When the acts of a register were drawn up, and when their events took place: in the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from archive.model.records.event import Event
from register_maker.volumes.plan import Volume
from register_maker.words.dates import Day, on_paper

_DECLARED_WITHIN: Final[Mapping[Event, int]] = {Event.BIRTH: 30, Event.DEATH: 12, Event.MARRIAGE: 0, Event.DIVORCE: 120}
LATE_SHARE: Final = 0.06


def days(volume: Volume, position: int, seed: int) -> tuple[Day, Day, bool]:
    """The day of the event, the day the act was drawn up, and whether that was late.

    The second lies in the year, and never goes back. A birth is late after the 30 days; then it needs a judgement.
    """
    chance = volume.chance(seed, position, "days")
    late = volume.event is Event.BIRTH and chance.random() < LATE_SHARE
    place = (volume.before + position) * 350 // volume.in_series
    drawn_up = date(volume.series.year, 1, 3) + timedelta(days=place)
    apart = chance.randint(60, 1500) if late else chance.randint(0, _DECLARED_WITHIN[volume.event])
    return on_paper(drawn_up - timedelta(days=apart), chance), on_paper(drawn_up, chance), late
