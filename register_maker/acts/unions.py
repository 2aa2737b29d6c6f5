"""Marriage and divorce acts of foreigners, in French (dahir of 4 September 1915)."""

from __future__ import annotations

from datetime import timedelta

from archive.model.records.event import Event, Role
from register_maker.acts.persons import stranger
from register_maker.volumes.plan import Volume
from register_maker.volumes.schedule import days
from register_maker.words.dates import on_paper
from register_maker.words.paper import Judgement, Name, PaperAct, Person, Place
from register_maker.words.people import People


def union(volume: Volume, position: int, officer: Person, people: People, seed: int) -> PaperAct:
    """The marriage or divorce act at that position, with two witnesses or the judgement that it transcribes."""
    chance = volume.chance(seed, position, "act")
    occurred, drawn_up, _ = days(volume, position, seed)
    day = occurred.gregorian
    married = volume.event is Event.MARRIAGE
    roles = (Role.HUSBAND, Role.WIFE) + ((Role.WITNESS, Role.WITNESS) if married else ())
    persons = tuple(stranger(role, day, people, chance) for role in roles)
    judgement = None
    if not married:
        number = f"{chance.randint(100, 2400)}"
        judgement = Judgement(people.term("old_court"), number, on_paper(day - timedelta(days=2), chance))
    return PaperAct(
        number=volume.numbers[position],
        event=volume.event,
        language=volume.language,
        occurred=occurred,
        time=(chance.randint(9, 17), 30 * chance.randrange(2)),
        place=Place(Name(latin=volume.office.name.latin), volume.office.division),
        drawn_up=drawn_up,
        basis="declaration" if married else "transcription",
        judgement=judgement,
        persons=(*persons, officer),
    )
