"""The lines of a printed form and what the officer wrote in them."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model.records.event import Event, Role
from archive.model.records.keyed import Absence
from register_maker.words.dates import gregorian_words, hijri_words, time_words
from register_maker.words.paper import PaperAct, Person, Place, Sex


@dataclass(frozen=True, slots=True)
class Row:
    """One ruled line: printed labels in French and Arabic, and the writing in Latin and Arabic letters.

    `stained` marks writing that nobody can read.
    """

    fr: str
    ar: str
    latin: str = ""
    arabic: str = ""
    stained: bool = False


def rows(act: PaperAct) -> list[Row]:
    """The form of an act, filled in, in the order of the paper."""
    match act.event:
        case Event.BIRTH:
            middle = _birth(act)
        case Event.DEATH:
            middle = _death(act)
        case _:
            middle = _union(act)
    return [*middle, *_end(act)]


def labels(act: PaperAct) -> tuple[Row, ...]:
    """What is printed on the form: the same for every act of an event, in the languages of the register."""
    return tuple(Row(row.fr, row.ar if act.language == "ar" else "") for row in rows(act))


def _birth(act: PaperAct) -> list[Row]:
    child = act.persons[0]
    sex = ("ذكر", "masculin") if child.sex is Sex.MALE else ("أنثى", "féminin")
    found = [
        Row("Prénom", "الاسم الشخصي", child.given.latin, child.given.ar),
        Row("Nom", "الاسم العائلي", child.surname.latin, child.surname.ar),
        Row("Sexe", "الجنس", sex[1], sex[0]),
        *_when(act, "Né(e) le", "تاريخ الولادة"),
        _time(act),
        _place(act, "Lieu de naissance", "مكان الولادة"),
    ]
    for role, fr, ar in ((Role.FATHER, "Père", "الأب"), (Role.MOTHER, "Mère", "الأم")):
        found += [_who(act.person(role), fr, ar), _about(act, role)]
    return [*found, *_declared(act)]


def _death(act: PaperAct) -> list[Row]:
    deceased = act.persons[0]
    found = [
        _who(deceased, "Défunt(e)", "الهالك(ة)"),
        *_when(act, "Décédé(e) le", "تاريخ الوفاة"),
        _time(act),
        _place(act, "Lieu du décès", "مكان الوفاة"),
        _born(act, deceased),
        _about(act, Role.DECEASED),
    ]
    others = ((Role.FATHER, "Père", "الأب"), (Role.MOTHER, "Mère", "الأم"), (Role.SPOUSE, "Conjoint", "الزوج(ة)"))
    found += [_who(act.person(role), fr, ar) for role, fr, ar in others]
    return [*found, *_declared(act)]


def _union(act: PaperAct) -> list[Row]:
    married = act.event is Event.MARRIAGE
    found = [
        *_when(act, "Célébré le" if married else "Prononcé le", ""),
        _time(act),
        Row("À", "", act.place.name.latin),
    ]
    for person in act.persons:
        match person.role:
            case Role.HUSBAND | Role.WIFE:
                label = "Époux" if person.role is Role.HUSBAND else "Épouse"
                found.append(_who(person, label, ""))
                found.append(_born(act, person))
                profession = person.profession.latin if person.profession else ""
                found.append(Row("Profession, nationalité", "", f"{profession}, nationalité {person.nationality}"))
            case Role.WITNESS:
                found.append(Row("Témoin", "", f"{person.full('fr')}, {person.age} ans"))
            case _:
                pass
    return found


def _end(act: PaperAct) -> list[Row]:
    judged = Row("Jugement", "حكم")
    if act.judgement:
        court, number = act.judgement.court, act.judgement.number
        judged = Row("Jugement", "حكم", *_in_language(act, f"{court.ar} عدد {number}", f"{court.latin}, n° {number}"))
    return [
        judged,
        Row("Dressé", "حرر", *_spoken(act, gregorian_words(act.drawn_up.gregorian, act.language))),
        Row("", "الموافق", *_spoken(act, hijri_words(act.drawn_up.hijri, act.language))),
        _who(act.person(Role.OFFICER), "L'officier", "ضابط الحالة المدنية"),
    ]


def _spoken(act: PaperAct, words: str) -> tuple[str, str]:
    """Words of the act's own language, in the place of its letters."""
    return _in_language(act, words, words)


def _in_language(act: PaperAct, arabic: str, latin: str) -> tuple[str, str]:
    return ("", arabic) if act.language == "ar" else (latin, "")


def _when(act: PaperAct, fr: str, ar: str) -> list[Row]:
    gregorian = gregorian_words(act.occurred.gregorian, act.language)
    return [
        Row(fr, ar, *_spoken(act, gregorian)),
        Row("", "الموافق", *_spoken(act, hijri_words(act.occurred.hijri, act.language))),
    ]


def _time(act: PaperAct) -> Row:
    return _unless(act, "time", Row("Heure", "الساعة", *_spoken(act, time_words(*act.time, act.language))))


def _place(act: PaperAct, fr: str, ar: str) -> Row:
    return Row(fr, ar, act.place.name.latin, act.place.name.ar)


def _who(person: Person | None, fr: str, ar: str) -> Row:
    return Row(fr, ar, person.full("fr").strip(), person.full("ar").strip()) if person else Row(fr, ar)


def _born(act: PaperAct, person: Person) -> Row:
    words = gregorian_words(person.born.gregorian, act.language) if person.born else ""
    place = _written(person.birthplace, act.language)
    joined = f"{words} ب{place}" if act.language == "ar" else f"{words} à {place}"
    return _unless(act, f"{person.role}.born", Row("Né(e) le", "ازداد(ت)", *_spoken(act, joined)))


def _written(place: Place | None, language: str) -> str:
    return place.name.in_language(language) if place else ""


def _about(act: PaperAct, role: Role) -> Row:
    """Age and profession on one line; what the paper lacks is left out, what is illegible is stained."""
    person = act.person(role)
    age = f"{person.age} سنة" if person and person.age is not None else ""
    profession = person.profession.ar if person and person.profession else ""
    silent = [act.lacks.get(f"{role}.{name}") for name in ("age", "profession")]
    parts = [part for part, why in zip((age, profession), silent, strict=True) if part and why is not Absence.ON_PAPER]
    return Row("Âge et profession", "السن والمهنة", "", "، ".join(parts), stained=Absence.ILLEGIBLE in silent)


def _declared(act: PaperAct) -> list[Row]:
    person = act.person(Role.DECLARANT)
    written = ""
    if person:
        profession = person.profession.ar if person.profession else ""
        written = f"{person.relation}، {person.age} سنة، {profession}، {_written(person.residence, 'ar')}"
    return [_who(person, "Déclarant", "المصرح(ة)"), Row("Qualité", "صفته", "", written)]


def _unless(act: PaperAct, name: str, row: Row) -> Row:
    """The row as the paper has it: empty where nothing was written, stained where it cannot be read."""
    match act.lacks.get(name):
        case Absence.ON_PAPER:
            return Row(row.fr, row.ar)
        case Absence.ILLEGIBLE:
            return Row(row.fr, row.ar, row.latin, row.arabic, stained=True)
        case _:
            return row
