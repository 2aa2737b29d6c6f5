"""Death acts (decree 2-99-665, articles 24 to 33): the deceased, his parents and spouse, and who declared it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from archive.model.records.event import Event, Role
from register_maker.acts.persons import declarant, parent
from register_maker.chance import Chance
from register_maker.volumes.plan import Volume
from register_maker.volumes.schedule import days
from register_maker.words.dates import on_paper
from register_maker.words.paper import PaperAct, Person, Place, Sex
from register_maker.words.people import People

_GROWN = 18


def death(volume: Volume, position: int, born: PaperAct | None, officer: Person, people: People, seed: int) -> PaperAct:
    """The death act at that position; `born` is the birth act of the deceased when a register of the delivery has it."""
    chance = volume.chance(seed, position, "act")
    occurred, drawn_up, _ = days(volume, position, seed)
    day = occurred.gregorian
    home = volume.office.place
    community = people.community(day.year - 40, chance)
    if born is None:
        deceased = _deceased(community, home, day, people, chance)
        parents: tuple[Person, ...] = _parents(deceased, community, home, day, people, chance)
    else:
        deceased, parents = _of_birth(born, home, day, people, chance)
    deceased, spouse = _married(deceased, community, people, chance)
    telling, _ = declarant("death", home, deceased.surname, community, people, chance)
    persons = (deceased, *parents, *spouse, telling, officer)
    return PaperAct(
        number=volume.numbers[position],
        event=Event.DEATH,
        language=volume.language,
        occurred=occurred,
        time=(chance.randrange(24), 5 * chance.randrange(12)),
        place=home if chance.random() < 0.6 else people.douar(home.division, chance),
        drawn_up=drawn_up,
        basis="declaration",
        judgement=None,
        persons=persons,
    )


def _deceased(community: str, home: Place, day: date, people: People, chance: Chance) -> Person:
    sex = chance.choice((Sex.MALE, Sex.FEMALE))
    age = chance.choices((chance.randint(0, 4), chance.randint(18, 59), chance.randint(60, 94)), (1, 4, 9))[0]
    born = day - timedelta(days=age * 365 + age // 4 + chance.randint(1, 360))
    return Person(
        Role.DECEASED,
        people.given(community, sex, chance),
        people.surname(community, chance),
        sex,
        born=on_paper(born, chance),
        age=_age(born, day),
        birthplace=home,
        profession=people.profession(sex, chance) if age >= _GROWN else None,
        residence=home,
    )


def _parents(
    deceased: Person, community: str, home: Place, day: date, people: People, chance: Chance
) -> tuple[Person, Person]:
    """The parents by name; what an act of death does not ask of them is left out."""
    father = parent(Role.FATHER, community, deceased.surname, home, day, people, chance)
    mother = parent(Role.MOTHER, community, people.surname(community, chance), home, day, people, chance)
    return _named(father, deceased, chance), _named(mother, deceased, chance)


def _named(person: Person, deceased: Person, chance: Chance) -> Person:
    gone = (deceased.age or 0) > 60 or chance.random() < 0.3
    return Person(person.role, person.given, person.surname, person.sex, deceased=gone)


def _of_birth(
    born: PaperAct, home: Place, day: date, people: People, chance: Chance
) -> tuple[Person, tuple[Person, ...]]:
    """The child of that birth act, grown and dead, with the same parents."""
    child = born.persons[0]
    age = _age(born.occurred.gregorian, day)
    deceased = replace(
        child,
        role=Role.DECEASED,
        born=born.occurred,
        age=age,
        birthplace=born.place,
        residence=home,
        profession=people.profession(child.sex, chance) if age >= _GROWN else None,
    )
    parents = tuple(p for p in born.persons if p.role in (Role.FATHER, Role.MOTHER))
    return deceased, tuple(_named(person, deceased, chance) for person in parents)


def _married(deceased: Person, community: str, people: People, chance: Chance) -> tuple[Person, tuple[Person, ...]]:
    if (deceased.age or 0) < _GROWN:
        return replace(deceased, marital_status="single"), ()
    status = chance.choices(("married", "widowed", "divorced", "single"), (10, 5, 1, 2))[0]
    single = replace(deceased, marital_status=status)
    if status not in ("married", "widowed"):
        return single, ()
    sex = Sex.FEMALE if deceased.sex is Sex.MALE else Sex.MALE
    spouse = Person(
        Role.SPOUSE,
        people.given(community, sex, chance),
        people.surname(community, chance),
        sex,
        deceased=status == "widowed",
    )
    return single, (spouse,)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
