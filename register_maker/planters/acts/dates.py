"""Dates that a keyer read wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from archive.model.dates.calendar import to_hijri
from archive.model.records.event import Event
from register_maker.planters.acts.days import day_of, plain, worded, years_before
from register_maker.planters.kinds import Mark, OnAct, Site, Written
from register_maker.volumes.plan import Volume
from register_maker.volumes.schedule import days
from register_maker.words.dates import gregorian_words

_AR_WEEK: Final = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_FR_WEEK: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _linked(site: Site) -> bool:
    return site.position in site.volume.links


def _born(act: Written) -> tuple[int, dict[str, Any], date] | None:
    """The first person of whom the act says the day of birth: position, date, day."""
    for position, person in enumerate(act["persons"]):
        day = day_of(person["born"]) if "born" in person else None
        if day:
            return position, person["born"], day
    return None


def _impossible(act: Written, site: Site) -> Mark | None:
    """30 February, in the birthday of a parent or of the deceased."""
    found = _born(act)
    if found is None:
        return None
    position, born, day = found
    born["gregorian"]["value"] = f"{day.year}-02-30"
    return Mark({"pointer": f"/persons/{position}/born/gregorian"})


def _hijri_impossible(act: Written, site: Site) -> Mark | None:
    """The year of the Hijri birthday was left at nought."""
    found = _born(act)
    if found is None:
        return None
    position, born, _ = found
    born["hijri"]["value"] = "0000" + born["hijri"]["value"][4:]
    return Mark({"pointer": f"/persons/{position}/born/hijri"})


def _hijri_differs(act: Written, site: Site) -> Mark | None:
    """The Hijri birthday is some weeks from the Gregorian one."""
    found = _born(act)
    if found is None:
        return None
    position, born, day = found
    apart = site.chance.randint(12, 60)
    born["hijri"]["value"] = str(to_hijri(day + timedelta(days=apart)))
    return Mark({"pointer": f"/persons/{position}/born", "days": apart})


def _presumed(act: Written, site: Site) -> Mark | None:
    """A presumed year was keyed as its first day."""
    found = _born(act)
    if found is None:
        return None
    position, born, day = found
    born |= plain(date(day.year, 1, 1))
    born["gregorian"]["presumed"] = True
    return Mark({"pointer": f"/persons/{position}/born/gregorian"})


def _weekday(act: Written, site: Site) -> Mark | None:
    """The words name another day of the week than the figures have."""
    day = day_of(act["drawn_up"])
    if day is None:
        return None
    wrong = (day.weekday() + site.chance.randint(1, 6)) % 7
    keyed = act["drawn_up"]["gregorian"]
    before = f"يوم {_AR_WEEK[wrong]} " if site.volume.language == "ar" else f"{_FR_WEEK[wrong]} "
    keyed["as_written"] = before + keyed["as_written"]
    return Mark({"pointer": "/drawn_up/gregorian", "weekday": _FR_WEEK[wrong]})


def _words(act: Written, site: Site) -> Mark | None:
    """The words say the year after that of the figures."""
    day = day_of(act["drawn_up"])
    if day is None:
        return None
    later = day + timedelta(days=365)
    act["drawn_up"]["gregorian"]["as_written"] = gregorian_words(later, site.volume.language)
    return Mark({"pointer": "/drawn_up/gregorian"})


def _after(act: Written, site: Site) -> Mark | None:
    """The event is a few days after the act that records it."""
    day = day_of(act["drawn_up"])
    if day is None or _linked(site) or act.get("mentions"):
        return None
    act["occurred"]["date"] = worded(day + timedelta(days=site.chance.randint(2, 9)), site.volume.language)
    return Mark()


def _late(act: Written, site: Site) -> Mark | None:
    """Declared after the 30 days, and no judgement."""
    day = day_of(act["drawn_up"])
    if day is None or _linked(site) or act["basis"].get("value") != "declaration":
        return None
    occurred = day - timedelta(days=site.chance.randint(40, 55))
    about = act["persons"][0]
    born = day_of(about["born"]) if "born" in about else None
    if born and born >= occurred:
        return None
    act["occurred"]["date"] = worded(occurred, site.volume.language)
    return Mark({"days": (day - occurred).days})


def _far(act: Written, site: Site) -> Mark | None:
    """A death of seven years before, declared without a judgement; the age is that of then."""
    day = day_of(act["drawn_up"])
    about = act["persons"][0]
    born = day_of(about["born"]) if "born" in about else None
    if day is None or born is None or _linked(site) or act["basis"].get("value") != "declaration":
        return None
    occurred = years_before(day, 7)
    if years_before(occurred, 20) <= born:
        return None
    act["occurred"]["date"] = worded(occurred, site.volume.language)
    about["age"] = {"value": (occurred - born).days * 100 // 36525}
    return Mark(follows=(("LATE_DECLARATION", site.volume.place_of(site.position)),))


def _unfounded(act: Written, site: Site) -> Mark | None:
    """An act by judgement that does not say by which."""
    if act["basis"].get("value") != "judgement":
        return None
    lacking = site.chance.choice(("court", "number", "date"))
    del act["judgement"][lacking]
    return Mark({"lacking": lacking})


def _aged(role: str, years: tuple[int, ...]) -> Callable[[Written, Site], Mark | None]:
    """A person of an age that nobody has in that role."""

    def plant(act: Written, site: Site) -> Mark | None:
        day = day_of(act["occurred"]["date"])
        person = next((person for person in act["persons"] if person["role"] == role), None)
        if day is None or person is None or _linked(site) or "absent" in person.get("age", {}):
            return None
        age = site.chance.choice(years)
        person["born"] = plain(years_before(day, age))
        person["age"] = {"value": age}
        return Mark({"age": age})

    return plant


def _dead_first(act: Written, site: Site) -> Mark | None:
    """The deceased was born some weeks after his death."""
    day = day_of(act["occurred"]["date"])
    if day is None or _linked(site) or "absent" in act["persons"][0].get("born", {}).get("gregorian", {"absent": ""}):
        return None
    act["persons"][0]["born"] = plain(day + timedelta(days=site.chance.randint(10, 90)))
    return Mark()


def _future(act: Written, site: Site) -> Mark | None:
    """A mention of a year that has not come."""
    if not act.get("mentions"):
        return None
    position = len(act["mentions"]) - 1
    act["mentions"][position]["mention_date"] = plain(date(2091, 5, site.chance.randint(1, 28)))
    return Mark({"pointer": f"/mentions/{position}/mention_date/gregorian"})


def _mention_first(act: Written, site: Site) -> Mark | None:
    """The first mention was made before the act."""
    day = day_of(act["drawn_up"])
    if day is None or not act.get("mentions"):
        return None
    act["mentions"][0]["mention_date"] = plain(day - timedelta(days=site.chance.randint(20, 300)))
    return Mark({"pointer": "/mentions/0/mention_date"})


def _outside(act: Written, site: Site) -> Mark | None:
    """The last act of the year was drawn up in the next."""
    if site.position != len(site.volume.numbers) - 1 or _linked(site) or act.get("mentions"):
        return None
    day = date(site.year + 1, 1, site.chance.randint(2, 9))
    act["drawn_up"] = worded(day, site.volume.language)
    if act["basis"].get("value") == "declaration":
        act["occurred"]["date"] = worded(day - timedelta(days=1), site.volume.language)
    return Mark()


def _disordered(act: Written, site: Site) -> Mark | None:
    """An act dated after the third that follows it."""
    later = site.position + 3
    if later >= len(site.volume.numbers) or _linked(site) or act.get("mentions"):
        return None
    before = day_of(act["drawn_up"])
    after = days(site.volume, later, site.acts.seed)[1].gregorian + timedelta(days=1)
    occurred = day_of(act["occurred"]["date"])
    if before is None or occurred is None or after.year != site.year or site.position == 0:
        return None
    act["drawn_up"] = worded(after, site.volume.language)
    act["occurred"]["date"] = worded(occurred + (after - before), site.volume.language)
    return Mark({"pointer": "/drawn_up"})


def _births(volume: Volume) -> bool:
    return volume.event is Event.BIRTH


def _deaths(volume: Volume) -> bool:
    return volume.event is Event.DEATH


def _declared(volume: Volume) -> bool:
    return _births(volume) or _deaths(volume)


def _last(volume: Volume) -> bool:
    return volume.register.part == volume.parts


def _at_the_end(volume: Volume) -> range:
    return range(len(volume.numbers) - 1, len(volume.numbers))


PLANTERS: Final = (
    OnAct("DATE_IMPOSSIBLE", _impossible),
    OnAct("HIJRI_IMPOSSIBLE", _hijri_impossible),
    OnAct("HIJRI_DIFFERS", _hijri_differs),
    OnAct("PRESUMED_DAY", _presumed),
    OnAct("WEEKDAY_DIFFERS", _weekday),
    OnAct("WORDS_DIFFER", _words),
    OnAct("EVENT_AFTER_ACT", _after),
    OnAct("LATE_DECLARATION", _late, _declared),
    OnAct("EVENT_FAR_FROM_YEAR", _far, _deaths),
    OnAct("JUDGEMENT_INCOMPLETE", _unfounded, _births),
    OnAct("MOTHER_AGE", _aged("mother", (8, 63, 70)), _births),
    OnAct("FATHER_AGE", _aged("father", (7, 11, 97)), _births),
    OnAct("AGE_AT_DEATH", _aged("deceased", (118, 123, 131)), _deaths),
    OnAct("DEATH_BEFORE_BIRTH", _dead_first, _deaths),
    OnAct("DATE_IN_FUTURE", _future, _births),
    OnAct("MENTION_BEFORE_ACT", _mention_first, _births),
    OnAct("ACT_OUTSIDE_YEAR", _outside, _last, among=_at_the_end),
    OnAct("DATES_OUT_OF_ORDER", _disordered),
)
