"""What a keyer makes of a paper act: schemas/delivered-act.schema.json, with the reason where there is no value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archive.model.json import Json
from archive.model.records.event import Event, Role
from archive.model.records.keyed import Absence
from register_maker.words.dates import Day, gregorian_words, hijri_words, time_words
from register_maker.words.paper import Judgement, Mention, Name, PaperAct, Person, Place

Written = dict[str, Json]
_SCRIPTS: Final = {"ar": ("ar", "latin"), "fr": ("latin",)}


def delivered(act: PaperAct, regions: list[Json], margin: list[list[Json]]) -> Written:
    """One line of acts.jsonl; `margin` holds the regions of each mention."""
    found: Written = {
        "number": act.number,
        "event": str(act.event),
        "languages": ["ar", "fr"] if act.language == "ar" else ["fr"],
        "drawn_up": _date(act.drawn_up, act.language, act.source),
        "occurred": {
            "date": _date(act.occurred, act.language, act.source),
            "time": _time(act),
            "place": _place(act.place, act.language),
        },
        "basis": {"value": act.basis},
    }
    if act.judgement:
        found["judgement"] = _judgement(act.judgement, act.language)
    found["persons"] = [_person(person, act) for person in act.persons]
    found["status"] = "valid"
    if act.linked:
        found["linked_acts"] = [{"event": str(event), "act": cited} for event, cited in act.linked]
    found["regions"] = regions
    if act.mentions:
        numbered = zip(act.mentions, margin, strict=True)
        found["mentions"] = [_mention(order, *one) for order, one in enumerate(numbered, start=1)]
    return found


def _value(value: Json, source: str = "") -> Written:
    return {"value": value, "source": source} if source else {"value": value}


def _absent(reason: Absence) -> Written:
    return {"absent": str(reason)}


def _date(day: Day, language: str, source: str) -> Written:
    return {
        "gregorian": {"value": day.gregorian.isoformat(), "as_written": gregorian_words(day.gregorian, language)}
        | ({"source": source} if source else {}),
        "hijri": {"value": str(day.hijri), "as_written": hijri_words(day.hijri, language)},
    }


def _plain_date(day: Day) -> Written:
    return {"gregorian": {"value": day.gregorian.isoformat()}, "hijri": {"value": str(day.hijri)}}


def _time(act: PaperAct) -> Written:
    if "time" in act.lacks:
        return _absent(act.lacks["time"])
    hour, minute = act.time
    return {"value": f"{hour:02d}:{minute:02d}", "as_written": time_words(hour, minute, act.language)}


def _name(name: Name, language: str, source: str = "") -> Written:
    texts = {"ar": name.ar, "latin": name.latin}
    return {script: _value(texts[script], source) for script in _SCRIPTS[language] if texts[script]}


def _place(place: Place, language: str) -> Written:
    found: Written = {"name": _name(place.name, language)}
    if place.division:
        found["division"] = {"value": place.division}
    return found | {"country": {"value": place.country}}


def _judgement(judgement: Judgement, language: str) -> Written:
    return {
        "court": _name(judgement.court, language),
        "number": {"value": judgement.number},
        "date": _plain_date(judgement.date),
    }


def _person(person: Person, act: PaperAct) -> Written:
    language = act.language
    found: Written = {
        "role": str(person.role),
        "given": _name(person.given, language, act.source),
        "surname": _name(person.surname, language, act.source),
    }
    if person.role not in (Role.OFFICER, Role.DECLARANT, Role.WITNESS):
        found["sex"] = {"value": str(person.sex)}
    stated: Mapping[str, Json] = {
        "born": _plain_date(person.born) if person.born else None,
        "age": _value(person.age) if person.age is not None else None,
        "birthplace": _place(person.birthplace, language) if person.birthplace else None,
        "nationality": _value(person.nationality) if person.nationality else None,
        "profession": _spoken(person.profession, language),
        "residence": _place(person.residence, language) if person.residence else None,
        "deceased": _value(person.deceased) if person.deceased is not None else None,
        "relation": _value(person.relation) if person.relation else None,
        "quality": _spoken(person.quality, language),
        "marital_status": _value(person.marital_status) if person.marital_status else None,
        "signed": _value(person.signed) if person.signed is not None else None,
    }
    for name, value in stated.items():
        reason = act.lacks.get(f"{person.role}.{name}")
        if reason:
            found[name] = _lacking(name, reason)
        elif value:
            found[name] = value
    if person.role is Role.CHILD and act.event is Event.BIRTH and act.language == "ar":
        found["nationality"] = _absent(Absence.NOT_APPLICABLE)
    return found


def _spoken(name: Name | None, language: str) -> Json:
    """A profession or quality: the Arabic registers have it in Arabic alone."""
    if name is None:
        return None
    return {"ar": {"value": name.ar}} if language == "ar" else {"latin": {"value": name.latin}}


def _lacking(name: str, reason: Absence) -> Json:
    """An absence in the shape of its field."""
    match name:
        case "profession":
            return {"ar": _absent(reason)}
        case "residence" | "birthplace":
            return {"name": {"ar": _absent(reason)}}
        case "born":
            return {"gregorian": _absent(reason), "hijri": _absent(reason)}
        case _:
            return _absent(reason)


def _mention(order: int, mention: Mention, regions: list[Json]) -> Written:
    found: Written = {
        "order": order,
        "kind": mention.kind,
        "text": {"ar": {"value": mention.text.ar}},
        "event_date": _plain_date(mention.event_date),
        "mention_date": _plain_date(mention.mention_date),
        "authority": {"ar": {"value": mention.authority.ar}},
        "reference": {"value": mention.reference},
        "officer": {"ar": {"value": mention.officer.ar}},
    }
    if mention.other:
        other = mention.other
        found["other"] = {
            "role": str(other.role),
            "given": {"ar": {"value": other.given.ar}},
            "surname": {"ar": {"value": other.surname.ar}},
        }
    if mention.links:
        found["links"] = list(mention.links)
    return found | {"certifiable": {"value": True}, "regions": regions}
