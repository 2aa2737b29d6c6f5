"""Each rule on names, people, places and mentions: an act that breaks it, and its twin that does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from archive import published
from archive.check.engine.rule import CONTRACTOR, Profile, ProfileKind
from archive.check.engine.stages import RegisterRule
from archive.check.profile.knowledge import Divisions, Knowledge, Lexicon
from archive.check.rules.acts import (
    ACTS,
    after_cancellation,
    declarant_relation,
    division_moved,
    division_valid,
    divorce_alone,
    given_name_unknown,
    given_names_many,
    mention_reference,
    mention_supersedes,
    mention_twice,
    mention_unsigned,
    mentions_unordered,
    name_characters,
    name_empty,
    name_script,
    name_spellings,
    place_listed,
    sex_of_name,
    surname_of_father,
    title_in_name,
    twin_alone,
)
from archive.check.schemas import Schemas
from tests.support.written_acts import (
    ALL,
    PLACE,
    Act,
    Written,
    asked,
    birth_1951,
    birth_1987,
    birth_2023,
    day,
    death_2005,
    marriage_1931,
    name,
    v,
)

REGISTER = dict(ALL)
LEXICON = Lexicon.of(json.loads((published.folder() / "names" / "ma.json").read_bytes()))
DIVISIONS = Divisions.of(
    {
        "divisions": [
            {"code": "03.451", "name": {"ar": "صفرو", "fr": "Sefrou"}},
            {
                "code": "03.451.01.01",
                "name": {"ar": "البهاليل", "fr": "Bhalil"},
                "within": "03.451",
                "valid_from": "1992",
            },
            {
                "code": "03.451.01.09",
                "name": {"ar": "صفرو", "fr": "Sefrou"},
                "within": "03.451",
                "formerly": [{"within": "03.231", "until": "1975"}],
            },
            {"code": "03.451.03.01", "name": {"ar": "أدرج", "fr": "Adrej"}, "within": "03.451"},
            {"code": "03.231", "name": {"ar": "فاس", "fr": "Fès"}},
        ]
    }
)
KNOWN = Knowledge(LEXICON, DIVISIONS)


def _code(rule: RegisterRule) -> str:
    return rule.RULES[0].code


@dataclass(frozen=True)
class Case:
    """A right act, how it is spoilt, the rule that must say so, and where."""

    rule: RegisterRule
    written: Written
    spoil: Callable[[Any], object]
    pointer: str

    def __str__(self) -> str:
        return f"{_code(self.rule)}-{self.written.__name__}-{self.pointer}"


def put(*path: Any) -> Callable[[Any], None]:
    """Writes the last of the path at the place that the others name."""

    def spoil(act: Any) -> None:
        *above, last, value = path
        for step in above:
            act = act[step]
        act[last] = value

    return spoil


def drop(*path: Any) -> Callable[[Any], None]:
    """Takes out what stands at the place."""

    def spoil(act: Any) -> None:
        *above, last = path
        for step in above:
            act = act[step]
        del act[last]

    return spoil


def repeat_mention(act: Any) -> None:
    act["mentions"].append({**act["mentions"][1], "order": 4})


def swap_dates(act: Any) -> None:
    first, second = act["mentions"][1], act["mentions"][2]
    first["mention_date"], second["mention_date"] = second["mention_date"], first["mention_date"]


def cancel(act: Any) -> None:
    act["mentions"][1] |= {"kind": "cancellation", "event_date": day("2014-08-09")}


CHILD = ("persons", 0)
CASES = [
    Case(name_script, birth_1951, put(*CHILD, "given", name("Rقية", "Rkia")), "/persons/0/given/ar"),
    Case(name_script, birth_1987, put("persons", 1, "surname", name("بنيس", "Bennيس")), "/persons/1/surname/latin"),
    Case(name_script, birth_2023, put(*CHILD, "given", "tifinagh", v("Mohamed")), "/persons/0/given/tifinagh"),
    Case(name_script, marriage_1931, put("persons", 2, "given", "latin", v("رني")), "/persons/2/given/latin"),
    Case(name_spellings, birth_1951, put(*CHILD, "given", "latin", v("Fatima")), "/persons/0/given"),
    Case(name_spellings, birth_1987, put("persons", 2, "surname", "ar", v("العلوي")), "/persons/2/surname"),
    Case(name_spellings, death_2005, put("persons", 3, "given", "latin", v("Mohamed")), "/persons/3/given"),
    Case(surname_of_father, birth_1951, put(*CHILD, "surname", name("أوعدي", "Ouaddi")), "/persons/0/surname"),
    Case(surname_of_father, birth_2023, put("persons", 1, "surname", name("التازي", "Tazi")), "/persons/0/surname"),
    Case(sex_of_name, birth_1987, put(*CHILD, "sex", v("female")), "/persons/0/sex"),
    Case(sex_of_name, birth_1987, put("persons", 2, "given", name("حسن", "Hassan")), "/persons/2/sex"),
    Case(sex_of_name, birth_2023, put("persons", 1, "given", name("خديجة", "Khadija")), "/persons/1/sex"),
    Case(given_name_unknown, birth_1987, put(*CHILD, "given", name("رشيذش", "Rchidch")), "/persons/0/given"),
    Case(name_empty, birth_1951, drop(*CHILD, "given"), "/persons/0"),
    Case(name_empty, birth_1951, put("persons", 3, {"role": "declarant", "relation": v("الجد")}), "/persons/3"),
    Case(name_empty, death_2005, drop(*CHILD, "surname"), "/persons/0"),
    Case(name_empty, marriage_1931, put("persons", 1, "surname", "latin", v("  ")), "/persons/1/surname/latin"),
    Case(given_names_many, birth_2023, put(*CHILD, "given", "ar", v("محمد أمين ريان")), "/persons/0/given/ar"),
    Case(title_in_name, birth_2023, put(*CHILD, "given", "ar", v("مولاي أمين")), "/persons/0/given/ar"),
    Case(title_in_name, birth_2023, put(*CHILD, "given", "latin", v("Moulay Amine")), "/persons/0/given/latin"),
    Case(name_characters, birth_1951, put(*CHILD, "given", "latin", v("Rk1a")), "/persons/0/given/latin"),
    Case(name_characters, birth_1987, put("persons", 1, "given", "ar", v("عبد الرحيم٣")), "/persons/1/given/ar"),
    Case(
        name_characters,
        marriage_1931,
        put(*CHILD, "surname", "latin", v("D'Angeli / Dangeli")),
        "/persons/0/surname/latin",
    ),
    Case(divorce_alone, birth_1987, put("mentions", 1, "kind", "renvoi"), "/mentions/2"),
    Case(divorce_alone, birth_1987, put("mentions", 1, "order", 9), "/mentions/2"),
    Case(after_cancellation, birth_1987, cancel, "/mentions/2"),
    Case(declarant_relation, birth_1951, put("persons", 3, "relation", v("جار")), "/persons/3/relation"),
    Case(declarant_relation, death_2005, put("persons", 4, "relation", v("voisin du défunt")), "/persons/4/relation"),
    Case(
        division_valid, birth_1987, put("occurred", "place", "division", v("99.999.01.01")), "/occurred/place/division"
    ),
    Case(
        division_valid, birth_1951, put("occurred", "place", "division", v("03.451.01.01")), "/occurred/place/division"
    ),
    Case(
        division_valid, death_2005, put(*CHILD, "birthplace", "division", v("01.001")), "/persons/0/birthplace/division"
    ),
    Case(
        place_listed,
        birth_1987,
        put("persons", 1, "birthplace", "name", name("قزقزبر", "Qazqazbar")),
        "/persons/1/birthplace/name",
    ),
    Case(place_listed, birth_1987, put("occurred", "place", {"name": name("زكزك")}), "/occurred/place/name"),
    Case(
        division_moved, birth_1951, put("occurred", "place", "division", v("03.451.01.09")), "/occurred/place/division"
    ),
    Case(mention_reference, birth_1987, drop("mentions", 1, "reference"), "/mentions/1"),
    Case(mention_reference, birth_1987, drop("mentions", 0, "authority"), "/mentions/0"),
    Case(mention_reference, birth_1987, drop("mentions", 2, "event_date"), "/mentions/2"),
    Case(mention_unsigned, birth_1987, drop("mentions", 1, "officer"), "/mentions/1"),
    Case(mention_unsigned, birth_1987, drop("mentions", 0, "mention_date"), "/mentions/0"),
    Case(mention_twice, birth_1987, repeat_mention, "/mentions/3"),
    Case(mention_supersedes, birth_1987, put("mentions", 1, "supersedes", 3), "/mentions/1"),
    Case(mention_supersedes, birth_1987, put("mentions", 1, "supersedes", 7), "/mentions/1"),
    Case(mention_supersedes, birth_1987, put("mentions", 0, "supersedes", 1), "/mentions/0"),
    Case(mentions_unordered, birth_1987, swap_dates, "/mentions/2"),
]


def schema_faults(act: Act) -> list[str]:
    found = Schemas(published.schemas()).violations("urn:khizana:schema:delivered-act:1", act)
    return [f"{one.pointer} {one.rule}" for one in found]


@pytest.mark.parametrize("written", [written for written, _ in ALL], ids=lambda written: written.__name__)
def test_a_right_act_follows_its_schema_and_raises_nothing(written: Written) -> None:
    found = {_code(rule): asked(rule, [written()], REGISTER[written], KNOWN) for rule in ACTS}
    moved = {"DIVISION_MOVED"} if written is marriage_1931 else set()

    assert schema_faults(written()) == []
    assert {code for code, said in found.items() if said} == moved


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_spoilt_act_is_found_at_its_place_and_its_right_twin_is_not(case: Case) -> None:
    spoilt = case.written()
    case.spoil(spoilt)
    found = asked(case.rule, [spoilt], REGISTER[case.written], KNOWN)

    assert found is not None
    assert [(one.place, one.params["pointer"]) for one in found] == [(f"{PLACE}1", case.pointer)]
    assert not asked(case.rule, [case.written()], REGISTER[case.written], KNOWN)


def test_every_rule_on_acts_has_a_spoilt_act() -> None:
    ours = {_code(case.rule) for case in CASES} | {twin_alone.RULE.code}
    elsewhere = {_code(rule) for rule in ACTS if min(rule.RULES[0].numbers, default=0) < 41}

    assert {_code(rule) for rule in ACTS} - elsewhere == ours


def test_a_finding_never_repeats_what_was_keyed() -> None:
    kept: list[object] = []
    for case in CASES:
        spoilt = case.written()
        case.spoil(spoilt)
        kept += [
            value
            for one in asked(case.rule, [spoilt], REGISTER[case.written], KNOWN) or ()
            for value in one.params.values()
        ]
    texts = [text for text in kept if isinstance(text, str)]

    assert texts
    assert [text for text in texts if any("\u0600" <= letter <= "\u06ff" for letter in text)] == []


def test_rules_that_need_a_list_do_not_ask_without_one() -> None:
    silent = {_code(rule) for rule in ACTS if asked(rule, [birth_1987()], REGISTER[birth_1987]) is None}

    assert {
        "SEX_DIFFERS_FROM_NAME",
        "GIVEN_NAME_UNKNOWN",
        "DIVISION_NOT_VALID",
        "PLACE_NOT_LISTED",
        "DIVISION_MOVED",
    } <= silent


def test_spellings_that_the_list_has_side_by_side_are_one_name() -> None:
    act = birth_1951()
    act["persons"][0] |= {"given": name("شلومو", "Salomon"), "sex": v("male")}

    assert asked(name_spellings, [act], REGISTER[birth_1951], Knowledge(LEXICON)) == []
    assert asked(name_spellings, [act], REGISTER[birth_1951])


def test_a_profile_may_allow_spellings_to_be_further_apart() -> None:
    act = birth_1951()
    act["persons"][0]["given"] = name("رقية", "Rkiat")
    strict = Profile("strict", ProfileKind.CONTRACTOR, settings={"NAME_SPELLINGS_DIFFER": {"edits": 0}})

    assert asked(name_spellings, [act], REGISTER[birth_1951], profile=CONTRACTOR) == []
    assert len(asked(name_spellings, [act], REGISTER[birth_1951], profile=strict) or ()) == 1


def test_a_marked_absence_is_not_an_empty_name() -> None:
    act = birth_1951()
    act["persons"][0]["given"] = {"ar": {"absent": "illegible"}}

    assert asked(name_empty, [act], REGISTER[birth_1951]) == []


def test_older_laws_let_a_child_have_three_names_and_a_title() -> None:
    act = birth_1987()
    act["persons"][0]["given"] = name("مولاي رشيد أمين علي")

    assert asked(given_names_many, [act], REGISTER[birth_1987]) is None
    assert asked(title_in_name, [act], REGISTER[birth_1987]) is None


def test_compound_names_are_one_name() -> None:
    act = birth_2023()
    act["persons"][0]["given"] = name("نور الدين عبد الله", "Nour-Eddine Abd Allah")

    assert asked(given_names_many, [act], REGISTER[birth_2023]) == []


def test_a_partial_name_may_show_what_could_not_be_read() -> None:
    act = birth_1987()
    act["persons"][2]["given"] = name("خ..جة")

    assert asked(name_characters, [act], REGISTER[birth_1987]) == []


def test_a_place_abroad_is_not_asked() -> None:
    act = marriage_1931()
    act["persons"][0]["birthplace"] = {"name": {"latin": v("Bastia")}, "country": v("fr")}

    assert [one.params for one in asked(place_listed, [act], REGISTER[marriage_1931], KNOWN) or ()] == []


def test_a_late_declaration_by_judgement_has_no_order_of_declarants() -> None:
    act = birth_1951()
    act["persons"][3]["relation"] = v("جار")
    act["basis"] = v("judgement")

    assert asked(declarant_relation, [act], REGISTER[birth_1951]) == []


def twins(*ranks: int, days_apart: int = 0) -> list[Act]:
    found = []
    for position, rank in enumerate(ranks):
        act = birth_2023()
        act["number"] += position
        act["persons"][0]["birth_rank"] = v(rank)
        act["occurred"]["date"] = day(f"2023-05-{7 + position * days_apart:02d}")
        found.append(act)
    return found


def test_a_second_twin_without_a_first_is_found_wherever_the_first_would_stand() -> None:
    told = [asked(twin_alone, twins(*ranks), REGISTER[birth_2023]) or () for ranks in ((1, 2), (2, 1), (2, 2), (1, 3))]

    assert [[one.place for one in found] for found in told] == [[], [], [f"{PLACE}1", f"{PLACE}2"], [f"{PLACE}2"]]


def test_twins_are_born_within_days_of_each_other() -> None:
    assert asked(twin_alone, twins(1, 2, days_apart=1), REGISTER[birth_2023]) == []
    assert len(asked(twin_alone, twins(1, 2, days_apart=9), REGISTER[birth_2023]) or ()) == 1


def test_the_first_act_of_a_later_part_may_have_its_twin_in_the_part_before() -> None:
    assert asked(twin_alone, twins(2), REGISTER[birth_2023].replace("_p1_", "_p2_")) == []


def test_one_act_may_record_both_twins() -> None:
    act = birth_1987()
    other = {**act["persons"][0], "given": name("كريم", "Karim"), "birth_rank": v(2)}
    act["persons"] = [{**act["persons"][0], "birth_rank": v(1)}, other, *act["persons"][1:]]

    assert asked(twin_alone, [act], REGISTER[birth_1987]) == []


def test_a_correction_of_one_of_two_mentions_that_bear_one_order_names_nothing() -> None:
    act = birth_1987()
    act["mentions"][1]["order"] = 1
    act["mentions"][2]["supersedes"] = 1

    assert [one.params["superseded"] for one in asked(mention_supersedes, [act], REGISTER[birth_1987]) or ()] == [1]


def test_the_arabic_name_decides_where_the_latin_one_serves_two_names() -> None:
    both = {"given": [{"ar": "نور", "sexes": ["male", "female"]}, {"latin": ["Nour"], "sexes": ["female"]}]}
    act = birth_1987()
    act["persons"][0]["given"] = name("نور", "Nour")
    latin = birth_1987()
    latin["persons"][0]["given"] = {"latin": v("Nour")}
    lexicon = Knowledge(Lexicon.of(both))

    assert list(asked(sex_of_name, [act], REGISTER[birth_1987], lexicon) or ()) == []
    assert len(asked(sex_of_name, [latin], REGISTER[birth_1987], lexicon) or ()) == 1


def test_a_surname_with_or_without_its_article_is_one_surname() -> None:
    act = birth_1987()
    act["persons"][1]["surname"] = name("البنيس", "El Bennis")

    assert list(asked(surname_of_father, [act], REGISTER[birth_1987]) or ()) == []


def test_one_judgement_keyed_twice_in_other_words_is_one_mention() -> None:
    act = birth_1987()
    act["mentions"].append({**act["mentions"][2], "order": 4, "text": name("طلاق")})
    later = {**act["mentions"][2], "order": 4, "reference": v("عدد 13")}
    other = birth_1987()
    other["mentions"].append(later)

    assert [one.params["first"] for one in asked(mention_twice, [act], REGISTER[birth_1987]) or ()] == [3]
    assert list(asked(mention_twice, [other], REGISTER[birth_1987]) or ()) == []
