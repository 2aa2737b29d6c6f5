"""The persons of an act: parents, declarants, officers, spouses, all invented."""

from __future__ import annotations

from datetime import date, timedelta

from archive.model.records.event import Role
from register_maker.chance import Chance
from register_maker.volumes.plan import Volume
from register_maker.words.dates import Day, on_paper
from register_maker.words.paper import Name, Person, Place, Sex
from register_maker.words.people import People


def officer(volume: Volume, people: People, seed: int) -> Person:
    """The officer who keeps the register that year."""
    chance = volume.chance(seed, "officer")
    foreign = volume.language == "fr"
    given, surname = (
        people.foreign(Sex.MALE, chance)
        if foreign
        else (people.given("arab", Sex.MALE, chance), people.surname("arab", chance))
    )
    quality = people.term("officer")
    return Person(
        Role.OFFICER, given, surname, Sex.MALE, quality=Name("" if foreign else quality.ar, quality.latin), signed=True
    )


def parent(
    role: Role, community: str, surname: Name, home: Place, event: date, people: People, chance: Chance
) -> Person:
    """A father or mother of an age to be one on the day of the event."""
    sex = Sex.MALE if role is Role.FATHER else Sex.FEMALE
    age = chance.randint(22, 48) if sex is Sex.MALE else chance.randint(18, 42)
    born = _birthday(event, age, chance)
    return Person(
        role,
        people.given(community, sex, chance),
        surname,
        sex,
        born=born,
        age=_age(born.gregorian, event),
        birthplace=people.douar(home.division, chance) if chance.random() < 0.5 else home,
        profession=people.profession(sex, chance),
        residence=home,
        deceased=False,
    )


def declarant(
    event: str, home: Place, surname: Name, community: str, people: People, chance: Chance
) -> tuple[Person, bool]:
    """Who came to the office, and whether that is the father himself."""
    relation, who = people.relation(event, chance)
    youngest = 66 if who == "grandfather" else 24
    sex = Sex.FEMALE if who == "female" else Sex.MALE
    found = Person(
        Role.DECLARANT,
        people.given(community, sex, chance),
        people.surname(community, chance) if sex is Sex.FEMALE else surname,
        sex,
        age=chance.randint(youngest, youngest + 30),
        profession=people.profession(sex, chance),
        residence=home,
        relation=relation.ar,
        signed=chance.random() < 0.6,
    )
    return found, who == "father"


def stranger(role: Role, event: date, people: People, chance: Chance) -> Person:
    """A foreigner in the registers of the 1915 dahir, in Latin letters alone."""
    sex = Sex.FEMALE if role is Role.WIFE else Sex.MALE
    given, surname = people.foreign(sex, chance)
    born = _birthday(event, chance.randint(20, 48), chance)
    place = chance.choice(("Marseille", "Oran", "Bordeaux", "Lyon", "Alger", "Malaga", "Palerme", "Fès", "Casablanca"))
    country = {"Oran": "dz", "Alger": "dz", "Malaga": "es", "Palerme": "it", "Fès": "ma", "Casablanca": "ma"}
    return Person(
        role,
        given,
        surname,
        sex,
        born=born,
        age=_age(born.gregorian, event),
        birthplace=Place(Name(latin=place), country=country.get(place, "fr")),
        nationality=people.nationality(chance),
        profession=people.profession(sex, chance, foreign=True),
        signed=True,
    )


def _birthday(event: date, age: int, chance: Chance) -> Day:
    return on_paper(event - timedelta(days=age * 365 + age // 4 + chance.randint(5, 330)), chance)


def _age(born: date, event: date) -> int:
    return event.year - born.year - ((event.month, event.day) < (born.month, born.day))
