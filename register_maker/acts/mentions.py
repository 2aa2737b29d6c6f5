"""Marginal mentions: what happened to the person after the act, in the order in which the margin was filled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from archive.model.records.event import Role
from register_maker.chance import Chance
from register_maker.words.dates import Day, gregorian_figures, on_paper
from register_maker.words.paper import Mention, Name, PaperAct, Person, Sex
from register_maker.words.people import People

LAST_DAY: Final = date(2024, 12, 31)
MOST: Final = 3
_RECTIFIED: Final = {
    "rectification_court": ("إصلاح خطأ جوهري بمقتضى حكم", "rectification par jugement"),
    "rectification_prosecutor": ("إصلاح خطأ مادي بأمر", "rectification d'erreur matérielle"),
    "latin_spelling": ("تصحيح كتابة الاسم بالحروف اللاتينية بمقرر", "orthographe latine rectifiée"),
}


def mentions(act: PaperAct, death: tuple[Day, str] | None, people: People, chance: Chance) -> tuple[Mention, ...]:
    """The mentions of a birth act. `death` is the day and the act's identifier when the delivery holds the death act."""
    child = act.persons[0]
    found: list[Mention] = []
    end = death[0].gregorian if death else LAST_DAY
    rectified = _rectified(act, end, people, chance) if chance.random() < 0.12 else []
    grown = act.occurred.gregorian + timedelta(days=chance.randint(19, 34) * 365)
    if grown < end and chance.random() < 0.45:
        wedding = _marriage(child, grown, people, chance)
        found.append(wedding)
        parted = grown + timedelta(days=chance.randint(400, 5000))
        if parted < end and chance.random() < 0.15:
            found.append(_divorce(child, wedding, parted, people, chance))
    if death:
        found.append(_death(child, death[0], death[1], people, chance))
    if len(found) < MOST:  # no margin has room for more, and none has a divorce without the marriage before it
        found += rectified
    return tuple(sorted(found, key=lambda mention: mention.mention_date.gregorian))


def _noted(day: date, chance: Chance) -> Day:
    return on_paper(day + timedelta(days=chance.randint(4, 25)), chance)


def _signature(people: People, chance: Chance) -> Name:
    given, surname = people.given("arab", Sex.MALE, chance), people.surname("arab", chance)
    return Name(f"{given.ar} {surname.ar}", f"{given.latin} {surname.latin}")


def _marriage(child: Person, day: date, people: People, chance: Chance) -> Mention:
    sex = Sex.FEMALE if child.sex is Sex.MALE else Sex.MALE
    community = people.community(day.year, chance)
    spouse = Person(Role.SPOUSE, people.given(community, sex, chance), people.surname(community, chance), sex)
    reference = f"عدد {chance.randint(1, 480)} صحيفة {chance.randint(1, 200)} كناش {chance.randint(1, 90)}"
    verb = "تزوج بالسيدة" if child.sex is Sex.MALE else "تزوجت بالسيد"
    text = f"{verb} {spouse.full('ar')} بتاريخ {gregorian_figures(day, 'ar')} رسم {reference}"
    return Mention(
        "marriage",
        Name(text),
        on_paper(day, chance),
        _noted(day, chance),
        people.term("notaries"),
        reference,
        _signature(people, chance),
        spouse,
    )


def _divorce(child: Person, wedding: Mention, day: date, people: People, chance: Chance) -> Mention:
    if wedding.other is None:
        raise AssertionError("a marriage mention names the spouse")
    reference = f"عدد {chance.randint(1, 480)} كناش {chance.randint(1, 90)}"
    verb = "طلق زوجته" if child.sex is Sex.MALE else "طلقت من زوجها"
    text = f"{verb} {wedding.other.full('ar')} بتاريخ {gregorian_figures(day, 'ar')} رسم {reference}"
    return Mention(
        "divorce",
        Name(text),
        on_paper(day, chance),
        _noted(day, chance),
        people.term("notaries"),
        reference,
        _signature(people, chance),
        wedding.other,
    )


def _death(child: Person, day: Day, act: str, people: People, chance: Chance) -> Mention:
    number = int(act.rpartition("_")[2])
    verb = "توفي" if child.sex is Sex.MALE else "توفيت"
    text = f"{verb} بتاريخ {gregorian_figures(day.gregorian, 'ar')} رسم الوفاة رقم {number}"
    return Mention(
        "death",
        Name(text),
        day,
        _noted(day.gregorian, chance),
        people.term("officer"),
        str(number),
        _signature(people, chance),
        links=(act,),
    )


def _rectified(act: PaperAct, end: date, people: People, chance: Chance) -> list[Mention]:
    day = act.drawn_up.gregorian + timedelta(days=chance.randint(200, 9000))
    if day >= end:
        return []
    kind = chance.choice(list(_RECTIFIED))
    authority = people.term("court" if kind == "rectification_court" else "prosecutor")
    reference = f"{chance.randint(1, 900)}/{day.year}"
    text = f"{_RECTIFIED[kind][0]} عدد {reference} بتاريخ {gregorian_figures(day, 'ar')}"
    return [
        Mention(
            kind,
            Name(text),
            on_paper(day, chance),
            _noted(day, chance),
            authority,
            reference,
            _signature(people, chance),
        )
    ]
