"""When the acts of a register were drawn up, and when their events took place: in the order of their numbers."""

from __future__ import annotations

from datetime import date, timedelta

from archive.model.event import Event
from khizana.demo.dates import Day, on_paper
from khizana.demo.plan import Volume

_DECLARED_WITHIN = {Event.BIRTH: 30, Event.DEATH: 12, Event.MARRIAGE: 0, Event.DIVORCE: 120}
LATE_SHARE = 0.06


def is_late(volume: Volume, position: int, seed: int) -> bool:
    """Whether a birth was declared after the 30 days, and so by judgement of the first-instance court."""
    return volume.event is Event.BIRTH and volume.chance(seed, position, "late").random() < LATE_SHARE


def days(volume: Volume, position: int, seed: int) -> tuple[Day, Day]:
    """The day of the event and the day the act was drawn up. The second lies in the year, and never goes back."""
    chance = volume.chance(seed, position, "days")
    place = (volume.before + position) * 350 // volume.in_series
    drawn_up = date(volume.series.year, 1, 3) + timedelta(days=place)
    if is_late(volume, position, seed):
        occurred = drawn_up - timedelta(days=chance.randint(60, 1500))
    else:
        occurred = drawn_up - timedelta(days=chance.randint(0, _DECLARED_WITHIN[volume.event]))
    return on_paper(occurred, chance), on_paper(drawn_up, chance)
