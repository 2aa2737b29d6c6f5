"""Rules over the whole base: acts written by hand that contradict each other, and their twins that agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from archive.check.base.act_summary import ActSummary, summary_of
from archive.check.base.blocking import Block, BlockBy, Entry, EntryKind
from archive.check.base.cross_register_rules import file_act, judged
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import CONTRACTOR, Profile, ProfileKind
from archive.check.rules.base import BASE
from archive.model.finding import Finding
from archive.model.identifiers import ActId, RegisterId
from khizana.service.audit.sqlite_sorter import SqliteSorter
from tests.support.written_acts import Act, birth_1951, birth_1987, birth_2023, day, death_2005, name, v

BORN = "ma_03.451.03.01-1_dahir1950_birth_1951_0014"
DEAD = "ma_03.451.01.01-1_law37-99_death_2005_0033"
SON = "ma_03.451.01.09-1_dahir1950_birth_1987_0208"
TWIN = "ma_03.451.01.09-1_law36-21_birth_2023_0091"
DEATH_MENTION = {
    "order": 1,
    "kind": "death",
    "event_date": day("2005-11-13"),
    "mention_date": day("2005-12-01"),
    "officer": name("عمر الشرقاوي"),
    "links": [DEAD],
}


class MemorySorter:
    """The least that a sorter must do, to hold the one on disk against."""

    def __init__(self) -> None:
        self._rows: list[tuple[BlockBy, str, Entry]] = []

    def file(self, summary: ActSummary, blocking_keys: Sequence[tuple[BlockBy, str, EntryKind]]) -> None:
        self._rows += [(by, key, Entry(kind, summary)) for by, key, kind in blocking_keys]

    def blocks(self, by: BlockBy) -> Iterator[Block]:
        ours = sorted(((key, one.summary.id, one.kind, at) for at, (of, key, one) in enumerate(self._rows) if of is by))
        for key, rows in groupby(ours, key=lambda row: row[0]):
            entries = tuple(self._rows[at][2] for _, _, _, at in rows)
            if len(entries) > 1 or entries[0].kind is not EntryKind.ITSELF:
                yield Block(key, entries)


def kept(act: Act, identifier: str, *, part: int = 1, copy: str = "office") -> Act:
    """The act as the archive keeps it, under an identifier."""
    of = ActId.parse(identifier)
    return {**deepcopy(act), "id": identifier, "register": str(RegisterId(of.series, part, copy)), "number": of.number}


def family() -> list[Act]:
    """A woman's birth act, and her death act: they cite each other."""
    born = kept(birth_1951(), BORN)
    born["mentions"] = [deepcopy(DEATH_MENTION)]
    return [born, kept(death_2005(), DEAD)]


def found_in(acts: list[Act], profile: Profile = CONTRACTOR) -> list[Finding]:
    """Every finding, asked with both sorters; the series that are held are those of the acts."""
    held = {str(ActId.parse(act["id"]).series) for act in acts}
    memory = MemorySorter()
    with SqliteSorter() as disk:
        for act in acts:
            file_act(act, memory)
            file_act(act, disk)
        found = list(judged(disk, HeldBase(held), profile))
        assert found == list(judged(memory, HeldBase(held), profile))
    return found


def told(acts: list[Act], profile: Profile = CONTRACTOR) -> list[tuple[str, str]]:
    """Code and place of every finding."""
    return [(finding.code, finding.place) for finding in found_in(acts, profile)]


def test_acts_that_agree_raise_nothing() -> None:
    assert told([*family(), kept(birth_1987(), SON), kept(birth_2023(), TWIN)]) == []


def test_the_same_act_in_two_copies_is_one_act() -> None:
    acts = family()
    copies = [kept(act, act["id"], copy="court") for act in acts]

    assert told([*acts, *copies]) == []


def test_a_number_in_two_volumes_of_one_copy_is_not_unique() -> None:
    act = kept(birth_1987(), SON)
    other = kept(birth_1951(), SON, part=2)

    assert ("KEY_NOT_UNIQUE", f"{SON} (office)") in told([act, other])
    assert "KEY_NOT_UNIQUE" not in {code for code, _ in told([act, kept(birth_1951(), f"{SON}~2")])}
    assert "KEY_NOT_UNIQUE" not in {code for code, _ in told([act, kept(birth_1951(), f"{SON}-bis", part=2)])}


def test_a_cited_act_that_its_held_series_lacks_is_missing() -> None:
    born, dead = family()
    dead["linked_acts"][0]["act"] = BORN.replace("0014", "0015")
    codes = told([born, dead])

    assert ("LINKED_ACT_MISSING", DEAD) in codes
    assert "LINKED_REGISTER_NOT_HELD" not in {code for code, _ in codes}


def test_a_cited_act_of_a_register_that_is_not_held_is_unknown_not_missing() -> None:
    _, dead = family()

    assert told([dead]) == [("LINKED_REGISTER_NOT_HELD", DEAD)]


def test_a_reference_in_words_cannot_be_followed() -> None:
    _, dead = family()
    dead["linked_acts"][0]["act"] = "رسم الولادة عدد 14 لسنة 1951 أدرج"

    assert told([dead]) == []


def sex(born: Any, dead: Any) -> None:
    dead["persons"][0]["sex"] = v("male")


def given(born: Any, dead: Any) -> None:
    dead["persons"][0]["given"] = name("خديجة", "Khadija")


def surname(born: Any, dead: Any) -> None:
    dead["persons"][0]["surname"] = name("بناني", "Bennani")


@pytest.mark.parametrize("spoil", [sex, given, surname], ids=lambda spoil: spoil.__name__)
def test_the_deceased_must_be_the_person_of_the_birth_act(spoil: Any) -> None:
    born, dead = family()
    spoil(born, dead)

    assert told([born, dead]) == [("LINKED_ACT_DIFFERS", DEAD)]


def test_a_name_that_a_mention_changed_may_differ_and_a_sex_may_not() -> None:
    born, dead = family()
    surname(born, dead)
    changed = {**DEATH_MENTION, "kind": "name_change", "links": []}
    born["mentions"] = [changed, {**DEATH_MENTION, "order": 2}]

    assert told([born, dead]) == []

    sex(born, dead)

    assert told([born, dead]) == [("LINKED_ACT_DIFFERS", DEAD)]


def test_a_birth_act_in_arabic_and_a_death_act_in_french_can_be_of_one_person() -> None:
    born, dead = family()
    dead["persons"][0] |= {"given": {"latin": v("Rquia")}, "surname": {"latin": v("Oushen")}}

    assert told([born, dead]) == []


def test_a_death_that_the_birth_act_does_not_mention_is_said() -> None:
    born, dead = family()
    del born["mentions"]

    assert told([born, dead]) == [("DEATH_NOT_MENTIONED", DEAD)]


def test_a_mention_in_either_copy_is_enough() -> None:
    born, dead = family()
    witness = kept(born, BORN, copy="court")
    del born["mentions"]

    assert told([born, witness, dead]) == []


def test_a_mention_whose_death_act_cites_another_birth_is_said() -> None:
    born, dead = family()
    other = kept(birth_1987(), BORN.replace("0014", "0015"))
    dead["linked_acts"] = []

    assert told([born, dead, other]) == [("DEATH_NOT_ANSWERED", BORN)]


def test_two_death_acts_for_one_birth_are_said() -> None:
    born, dead = family()
    again = kept(dead, DEAD.replace("0033", "0071"))
    again["occurred"]["date"] = day("2005-12-30")
    found = told([born, dead, again])

    assert ("DEATHS_OF_ONE_BIRTH", BORN) in found
    assert ("PERSON_TWICE", again["id"]) not in found


def test_a_marriage_is_mentioned_on_both_birth_acts() -> None:
    husband, wife = kept(birth_1987(), SON), kept(birth_1951(), BORN)
    husband["mentions"][1]["links"] = [BORN]

    assert told([husband, wife]) == [("MARRIAGE_NOT_ANSWERED", SON)]

    wife["mentions"] = [{**birth_1987()["mentions"][1], "order": 1}]

    assert told([husband, wife]) == []


def siblings(days: str, **other: Any) -> list[Act]:
    """A child, and another of the same parents in the same office."""
    first, second = kept(birth_1987(), SON), kept(birth_1987(), SON.replace("0208", "0590"))
    for act in (first, second):
        act["mentions"] = []
    second["persons"][0] |= {"given": name("كوثر", "Kaoutar"), "sex": v("female")} | other
    second["occurred"]["date"] = day(days)
    return [first, second]


@pytest.mark.parametrize(
    ("born", "close"),
    [("1987-03-14", 0), ("1987-03-16", 0), ("1987-03-30", 1), ("1987-08-10", 1), ("1987-08-11", 0), ("1988-02-01", 0)],
)
def test_a_mother_does_not_bear_twice_within_five_months(born: str, close: int) -> None:
    first, second = siblings(born)

    assert told([first, second]) == [("BIRTHS_TOO_CLOSE", second["id"])] * close


def test_mothers_of_one_name_and_other_ages_are_two_mothers() -> None:
    first, second = siblings("1987-06-01")
    second["persons"][2]["born"] = day("1968-01-01")

    assert told([first, second]) == []


def test_another_father_is_another_family() -> None:
    first, second = siblings("1987-06-01")
    second["persons"][1]["given"] = name("كمال", "Kamal")

    assert told([first, second]) == []


def test_a_profile_may_ask_for_nine_months() -> None:
    strict = Profile("strict", ProfileKind.CONTRACTOR, settings={"BIRTHS_TOO_CLOSE": {"days": 270}})

    assert [code for code, _ in told(siblings("1987-11-20"), profile=strict)] == ["BIRTHS_TOO_CLOSE"]


def again(office: str = "03.451.01.01-1", days: str = "1987-03-14") -> list[Act]:
    """A child, registered once more in another office under a Latin spelling of its own."""
    first = kept(birth_1987(), SON)
    second = kept(birth_1987(), f"ma_{office}_dahir1950_birth_1987_0007")
    second["mentions"] = []
    second["persons"][0]["given"] = name("رشيد", "Rachide")
    second["occurred"]["date"] = day(days)
    return [first, second]


def test_one_person_in_two_offices_goes_to_review() -> None:
    first, second = again()

    assert told([first, second]) == [("PERSON_TWICE", first["id"])]


@pytest.mark.parametrize(
    ("days", "found"), [("1987-03-19", 1), ("1987-03-09", 1), ("1987-03-20", 0), ("1988-03-14", 0)]
)
def test_the_same_names_days_apart_are_one_person_only_within_five_days(days: str, found: int) -> None:
    assert len([code for code, _ in told(again(days=days)) if code == "PERSON_TWICE"]) == found


def test_the_turn_of_the_year_parts_nobody() -> None:
    first, second = again(days="1988-01-02")
    first["occurred"]["date"] = day("1987-12-30")

    assert [code for code, _ in told([first, second])] == ["PERSON_TWICE"]


def test_another_mother_or_father_is_another_person() -> None:
    for person, changed in ((2, name("نعيمة", "Naima")), (1, name("كمال", "Kamal"))):
        first, second = again()
        second["persons"][person]["given"] = changed

        assert told([first, second]) == []


def test_twins_whose_names_sound_alike_are_two_persons() -> None:
    first, second = kept(birth_2023(), TWIN), kept(birth_2023(), TWIN.replace("0091", "0092"))
    for act, called in ((first, name("حسن", "Hassan")), (second, name("حسين", "Houcine"))):
        act["persons"][0] |= {"given": called}
        del act["persons"][0]["birth_rank"]

    assert told([first, second]) == []


def test_twins_of_different_rank_are_two_persons() -> None:
    first, second = kept(birth_2023(), TWIN), kept(birth_2023(), TWIN.replace("0091", "0099"))
    second["persons"][0]["birth_rank"] = v(2)

    assert told([first, second]) == []


def test_a_rule_that_the_profile_switches_off_is_not_asked() -> None:
    off = Profile("off", ProfileKind.CONTRACTOR, severities={"LINKED_REGISTER_NOT_HELD": None})

    assert told([family()[1]], profile=off) == []


@pytest.mark.parametrize(
    "act", [birth_1951(), birth_1987(), birth_2023(), death_2005()], ids=["1951", "1987", "2023", "death"]
)
def test_a_trace_is_read_back_as_it_was(act: Act) -> None:
    condensed = summary_of(kept(act, SON))

    assert ActSummary.of(json.loads(json.dumps(condensed.to_json()))) == condensed


def test_the_order_of_the_acts_changes_nothing() -> None:
    _, second = again()
    dead = family()[1]
    again_dead = kept(dead, DEAD.replace("0033", "0071"))
    acts = [*family(), again_dead, *siblings("1987-06-01"), second]
    forwards, backwards = found_in(acts), found_in(acts[::-1])

    assert forwards == backwards
    assert {"DEATHS_OF_ONE_BIRTH", "BIRTHS_TOO_CLOSE"} <= {finding.code for finding in forwards}


def test_two_acts_that_meet_under_two_years_are_said_once() -> None:
    first, second = again(days="1987-12-29")
    first["occurred"]["date"] = day("1987-12-28")

    assert told([first, second]) == [("PERSON_TWICE", second["id"])]


def test_paper_copies_that_differ_are_said_to_the_offices_first() -> None:
    court, office = kept(birth_1951(), BORN, copy="court"), kept(birth_1951(), BORN)
    alike = found_in([court, office])
    office["persons"][0]["given"]["latin"] = v("Kenza")
    (found,) = found_in([court, office])

    assert alike == []
    assert (found.code, found.place, found.params["what"]) == ("COPIES_DIFFER", BORN, ["given"])
    assert found.params["copies"] == [office["register"], court["register"]]


def test_every_rule_over_the_base_is_raised_here() -> None:
    source = Path(__file__).read_text("utf-8")

    assert [rule.code for module in BASE for rule in module.RULES if f'"{rule.code}"' not in source] == []
