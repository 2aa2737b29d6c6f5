"""Birth acts (decree 2-99-665, article 18): the child, both parents, who declared it, and before whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from archive.model.records.event import Event, Role
from register_maker.acts.persons import declarant, parent
from register_maker.chance import Chance
from register_maker.volumes.plan import Volume
from register_maker.volumes.schedule import days
from register_maker.words.dates import Day, on_paper
from register_maker.words.paper import Judgement, PaperAct, Person, Place, Sex
from register_maker.words.people import People


def birth(volume: Volume, position: int, officer: Person, people: People, seed: int) -> PaperAct:
    """The birth act at that position, without marginal mentions."""
    chance = volume.chance(seed, position, "act")
    occurred, drawn_up, late = days(volume, position, seed)
    home = volume.office.place
    community = people.community(occurred.gregorian.year, chance)
    sex = chance.choice((Sex.MALE, Sex.FEMALE))
    surname = people.surname(community, chance)
    place = people.douar(home.division, chance) if chance.random() < 0.35 else home
    child = Person(Role.CHILD, people.given(community, sex, chance), surname, sex)
    father = parent(Role.FATHER, community, surname, place, occurred.gregorian, people, chance)
    own = people.surname(community, chance)
    mother = parent(Role.MOTHER, community, own, place, occurred.gregorian, people, chance)
    return PaperAct(
        number=volume.numbers[position],
        event=Event.BIRTH,
        language=volume.language,
        occurred=occurred,
        time=(chance.randrange(24), 5 * chance.randrange(12)),
        place=place,
        drawn_up=drawn_up,
        basis="judgement" if late else "declaration",
        judgement=_judgement(occurred, drawn_up, people, chance) if late else None,
        persons=(
            child,
            father,
            mother,
            _declarant(father, place, community, people, chance),
            officer,
        ),
    )


def _declarant(father: Person, home: Place, community: str, people: People, chance: Chance) -> Person:
    found, is_father = declarant("birth", home, father.surname, community, people, chance)
    if not is_father:
        return found
    return replace(found, given=father.given, age=father.age, profession=father.profession)


def _judgement(occurred: Day, drawn_up: Day, people: People, chance: Chance) -> Judgement:
    """A declaratory judgement between the thirtieth day and the act."""
    between = (drawn_up.gregorian - occurred.gregorian).days
    day = drawn_up.gregorian - timedelta(days=chance.randint(5, max(6, min(40, between - 31))))
    number = f"{chance.randint(11, 1900)}/{day.year}"
    return Judgement(people.term("court"), number, on_paper(day, chance))
