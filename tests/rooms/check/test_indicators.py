"""What a register shows as a whole: counted rightly, and doubted only beyond chance."""

from __future__ import annotations

import pytest

from archive.check.engine.rule import Profile, ProfileKind, ProfileUnusable
from archive.check.indicators import IndicatorCounts, Indicators
from archive.check.rules.registers.description import indicator_outlier
from archive.check.views.act_view import ActView
from archive.delivery.facts.batch import DeliveredAct
from archive.model.json import Json
from tests.support.written_acts import ALL, Act, asked, birth_1951, birth_1987, birth_2023, day, death_2005, v

REGISTER = dict(ALL)


def counted(event: str, *acts: Act) -> Indicators:
    tally = IndicatorCounts("registers/r/register.json", event)
    for act in acts:
        tally.add(ActView(DeliveredAct("here", act)))
    return tally.close()


def test_births_are_counted_by_sex_month_and_day() -> None:
    late = birth_1987()
    late["basis"] = v("judgement")
    late["occurred"]["date"] = day("1987-12")
    found = counted("birth", birth_1951(), birth_1987(), late, birth_2023())

    assert (found.acts, found.males, found.females, found.judgements) == (4, 3, 1, 1)
    assert (found.days, found.round_days) == (3, 0)
    assert found.months == (0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1)
    assert (found.fields, found.unknown) == (20, 0)


def test_deaths_are_counted_by_age() -> None:
    infant, child, old = death_2005(), death_2005(), death_2005()
    infant["persons"][0]["age"] = v(0)
    child["persons"][0]["age"] = v(1)
    old["persons"][0]["age"] = v(70)
    found = counted("death", death_2005(), infant, child, old)

    assert (found.ages, found.round_ages, found.infants) == (4, 2, 1)


def test_what_is_absent_is_unknown_whatever_the_reason() -> None:
    act = birth_1951()
    act["persons"][0]["sex"] = {"absent": "illegible"}
    act["persons"][0]["surname"] = {"ar": {"absent": "on_paper"}}
    del act["persons"][2]["given"]

    assert counted("birth", act).unknown == 3


def test_what_the_passes_disagreed_on_is_counted() -> None:
    agreed, settled = birth_1951(), birth_1951()
    agreed["persons"][0]["given"]["ar"]["source"] = "first"
    settled["persons"][0]["given"]["ar"]["source"] = "arbitration"
    found = counted("birth", agreed, settled, birth_1951())

    assert (found.sourced, found.arbitrated) == (2, 1)


def births(count: int, *, males: int, dated: str = "1951-{month:02d}-{day:02d}") -> list[Act]:
    acts = []
    for number in range(count):
        act = birth_1951()
        act["persons"][0]["sex"] = v("male" if number < males else "female")
        act["occurred"]["date"] = day(dated.format(month=number % 12 + 1, day=number % 28 + 1))
        acts.append(act)
    return acts


def outliers(acts: list[Act], **settings: Json) -> list[object]:
    chosen = Profile("test", ProfileKind.CONTRACTOR, settings={"INDICATOR_OUTLIER": settings})
    return [
        one.params["indicator"] for one in asked(indicator_outlier, acts, REGISTER[birth_1951], profile=chosen) or ()
    ]


@pytest.mark.parametrize(("males", "doubted"), [(204, False), (190, False), (240, False), (330, True), (100, True)])
def test_far_too_many_of_one_sex_is_beyond_chance(males: int, doubted: bool) -> None:
    assert ("males" in outliers(births(400, males=males))) is doubted


def test_few_acts_prove_nothing() -> None:
    assert outliers(births(60, males=60)) == []
    assert outliers(births(60, males=60), least=50) == ["males"]


def test_births_that_all_fall_on_round_days_and_in_one_month_are_doubted() -> None:
    found = outliers(births(400, males=204, dated="1951-07-{day:02d}"))
    heaped = outliers(births(400, males=204, dated="1951-{month:02d}-15"))

    assert found == ["busiest_month"]
    assert heaped == ["round_days"]


def test_a_part_of_a_year_may_have_its_own_months() -> None:
    acts = births(400, males=204, dated="1951-07-{day:02d}")

    assert not asked(indicator_outlier, acts, REGISTER[birth_1951].replace("_p1_", "_p2_"))


@pytest.mark.parametrize(
    "bounds", [{"males": [0.5]}, {"males": [0.6, 0.4]}, {"males": [0, 7]}, {"unheard_of": [0.1, 0.2]}]
)
def test_bounds_that_are_none_are_named(bounds: Json) -> None:
    with pytest.raises(ProfileUnusable, match=r"INDICATOR_OUTLIER\.birth"):
        outliers(births(1, males=1), birth=bounds)


def test_a_profile_sets_its_own_bounds() -> None:
    assert outliers(births(400, males=204), birth={"males": [0.9, 1]}) == ["males"]
