"""Acts written by hand, not by the maker: whole, right, and each of another time. Every call gives a fresh one to spoil."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archive import published
from archive.check.engine.rule import CONTRACTOR, Breach, Profile
from archive.check.engine.stages import RegisterRule
from archive.check.profile.knowledge import IGNORANT, Knowledge
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, DeliveredView, FileFacts, Size
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.model.records.register import Statements

Act = dict[str, Any]
PLACE = "registers/r/acts.jsonl#line="
SHOWN = DeliveredView("registers/r/images/0003.tif", 1, "acts", (3,))


def v(value: Any) -> Act:
    return {"value": value}


def name(ar: str, latin: str = "") -> Act:
    return {"ar": v(ar)} | ({"latin": v(latin)} if latin else {})


def day(gregorian: str, hijri: str = "") -> Act:
    return {"gregorian": v(gregorian)} | ({"hijri": v(hijri)} if hijri else {})


def regions() -> list[Act]:
    return [{"file": SHOWN.file, "boxes": [[100, 200, 1800, 900]]}]


def birth_1951() -> Act:
    """A daughter of a family that got its name the year before; the grandfather declares."""
    return {
        "number": 14,
        "event": "birth",
        "languages": ["ar"],
        "drawn_up": day("1951-02-20", "1370-05-13"),
        "occurred": {
            "date": day("1951-02-02", "1370-04-25"),
            "time": {"absent": "on_paper"},
            "place": {
                "name": name("دوار أيت حدو", "douar Aït Haddou"),
                "division": v("03.451.03.01"),
                "country": v("ma"),
            },
        },
        "basis": v("declaration"),
        "persons": [
            {"role": "child", "given": name("رقية", "Rkia"), "surname": name("أوشن", "Ouchen"), "sex": v("female")},
            {
                "role": "father",
                "given": name("لحسن", "Lahcen"),
                "surname": name("أوشن", "Ouchen"),
                "born": day("1919"),
                "profession": name("فلاح"),
                "residence": {"name": name("دوار أيت حدو")},
            },
            {
                "role": "mother",
                "given": name("إيطو", "Itto"),
                "surname": {"ar": {"absent": "on_paper"}},
                "lineage": name("بنت موحى أوعدي"),
                "age": v(27),
            },
            {
                "role": "declarant",
                "given": name("موحى"),
                "surname": name("أوشن"),
                "age": v(66),
                "relation": v("جد المولودة للأب"),
            },
            {"role": "officer", "given": name("إدريس", "Driss"), "surname": name("العمراني", "El Omrani")},
        ],
        "regions": regions(),
    }


def birth_1987() -> Act:
    """A son who married, divorced and had a slip in his name put right; with all his mentions."""
    return {
        "number": 208,
        "event": "birth",
        "languages": ["ar", "fr"],
        "drawn_up": day("1987-03-19", "1407-07-18"),
        "occurred": {
            "date": day("1987-03-14", "1407-07-13"),
            "time": {"value": "04:15", "as_written": "الرابعة والربع صباحا"},
            "place": {"name": name("صفرو", "Sefrou"), "division": v("03.451.01.09"), "country": v("ma")},
        },
        "basis": v("declaration"),
        "persons": [
            {"role": "child", "given": name("رشيد", "Rachid"), "surname": name("بنيس", "Bennis"), "sex": v("male")},
            {
                "role": "father",
                "given": name("عبد الرحيم", "Abderrahim"),
                "surname": name("بنيس", "Bennis"),
                "sex": v("male"),
                "born": day("1952-06-30"),
                "birthplace": {"name": name("فاس", "Fès"), "country": v("ma")},
            },
            {
                "role": "mother",
                "given": name("فاطمة الزهراء", "Fatima Zahra"),
                "surname": name("الصقلي", "Skalli"),
                "sex": v("female"),
                "born": day("1960-11-02"),
            },
            {
                "role": "declarant",
                "given": name("عبد الرحيم"),
                "surname": name("بنيس"),
                "relation": v("الأب"),
                "signed": v(True),
            },
            {"role": "officer", "given": name("محمد", "Mohamed"), "surname": name("الطاهري", "Tahiri")},
        ],
        "status": "valid",
        "regions": regions(),
        "mentions": [
            {
                "order": 1,
                "kind": "latin_spelling",
                "text": name("صحح الاسم العائلي بالحروف اللاتينية بمقرر عدد 31/2001"),
                "event_date": day("2001-05-08"),
                "mention_date": day("2001-05-21"),
                "authority": name("وزارة الداخلية"),
                "reference": v("31/2001"),
                "officer": name("سعيد الوزاني"),
                "certifiable": v(True),
            },
            {
                "order": 2,
                "kind": "marriage",
                "text": name("تزوج بالسيدة هند التازي بتاريخ 9 غشت 2014 رسم عدد 77 صحيفة 41"),
                "event_date": day("2014-08-09", "1435-10-12"),
                "mention_date": day("2014-09-01"),
                "authority": name("عدول صفرو"),
                "reference": v("عدد 77 صحيفة 41"),
                "officer": name("سعيد الوزاني"),
                "other": {"role": "wife", "given": name("هند"), "surname": name("التازي")},
                "certifiable": v(True),
            },
            {
                "order": 3,
                "kind": "divorce",
                "text": name("طلق زوجته هند التازي بتاريخ 3 يناير 2019 رسم عدد 12"),
                "event_date": day("2019-01-03"),
                "mention_date": day("2019-01-22"),
                "authority": name("عدول صفرو"),
                "reference": v("عدد 12"),
                "officer": name("كريمة البقالي"),
                "certifiable": v(True),
            },
        ],
    }


def birth_2023() -> Act:
    """The first of two twins, under the law of 2021, with a name in three scripts."""
    return {
        "number": 91,
        "event": "birth",
        "languages": ["ar", "fr"],
        "drawn_up": day("2023-05-11", "1444-10-20"),
        "occurred": {
            "date": day("2023-05-07", "1444-10-16"),
            "time": v("22:40"),
            "place": {"name": name("صفرو", "Sefrou"), "division": v("03.451.01.09"), "country": v("ma")},
        },
        "basis": v("declaration"),
        "persons": [
            {
                "role": "child",
                "given": {"ar": v("محمد أمين"), "latin": v("Mohamed Amine"), "tifinagh": v("ⵎⵓⵃⵎⵎⴰⴷ ⴰⵎⵉⵏ")},
                "surname": name("المنصوري", "El Mansouri"),
                "sex": v("male"),
                "birth_rank": v(1),
            },
            {
                "role": "father",
                "given": name("يونس", "Younes"),
                "surname": name("المنصوري", "El Mansouri"),
                "born": day("1988-02-01"),
            },
            {
                "role": "mother",
                "given": name("سلمى", "Salma"),
                "surname": name("الإدريسي", "Idrissi"),
                "born": day("1992-09-17"),
            },
            {"role": "declarant", "given": name("سلمى"), "surname": name("الإدريسي"), "relation": v("أم المولود")},
            {"role": "officer", "given": name("نادية", "Nadia"), "surname": name("برادة", "Berrada")},
        ],
        "regions": regions(),
    }


def death_2005() -> Act:
    """A widow who dies at home; a son declares, and her birth act is cited."""
    return {
        "number": 33,
        "event": "death",
        "languages": ["ar"],
        "drawn_up": day("2005-11-15", "1426-10-12"),
        "occurred": {
            "date": day("2005-11-13", "1426-10-10"),
            "time": v("16"),
            "place": {"name": name("البهاليل", "Bhalil"), "division": v("03.451.01.01"), "country": v("ma")},
        },
        "basis": v("declaration"),
        "persons": [
            {
                "role": "deceased",
                "given": name("رقية", "Rkia"),
                "surname": name("أوشن", "Ouchen"),
                "sex": v("female"),
                "born": day("1951-02-02"),
                "age": v(54),
                "birthplace": {"name": name("دوار أيت حدو"), "division": v("03.451.03.01"), "country": v("ma")},
                "marital_status": v("widowed"),
            },
            {"role": "father", "given": name("لحسن", "Lahcen"), "surname": name("أوشن", "Ouchen"), "deceased": v(True)},
            {
                "role": "mother",
                "given": name("إيطو", "Itto"),
                "surname": {"ar": {"absent": "on_paper"}},
                "deceased": v(True),
            },
            {"role": "spouse", "given": name("حدو", "Haddou"), "surname": name("أعراب", "Aarab"), "deceased": v(True)},
            {
                "role": "declarant",
                "given": name("موحى"),
                "surname": name("أعراب"),
                "age": v(31),
                "relation": v("ابن الهالكة"),
            },
            {"role": "officer", "given": name("عمر", "Omar"), "surname": name("الشرقاوي", "Cherkaoui")},
        ],
        "linked_acts": [{"event": "birth", "act": "ma_03.451.03.01-1_dahir1950_birth_1951_0014"}],
        "regions": regions(),
    }


def marriage_1931() -> Act:
    """Two foreigners before the officer of the 1915 registers, in French alone."""

    def latin(text: str) -> Act:
        return {"latin": v(text)}

    return {
        "number": 5,
        "event": "marriage",
        "languages": ["fr"],
        "drawn_up": day("1931-06-20", "1350-02-03"),
        "occurred": {
            "date": day("1931-06-20", "1350-02-03"),
            "time": v("10:30"),
            "place": {"name": latin("Sefrou"), "division": v("03.451.01.09"), "country": v("ma")},
        },
        "basis": v("declaration"),
        "persons": [
            {
                "role": "husband",
                "given": latin("Jean-Baptiste"),
                "surname": latin("D'Angeli"),
                "born": day("1902-01-19"),
            },
            {"role": "wife", "given": latin("Thérèse"), "surname": latin("Müller"), "born": day("1907-12-03")},
            {"role": "witness", "given": latin("René"), "surname": latin("Lafon"), "age": v(41)},
            {"role": "witness", "given": latin("José"), "surname": latin("Núñez Ortega"), "age": v(36)},
            {
                "role": "officer",
                "given": latin("Henri"),
                "surname": latin("de La Tour"),
                "quality": latin("officier de l'état civil"),
            },
        ],
        "regions": regions(),
    }


Written = Callable[[], Act]
ALL: tuple[tuple[Written, str], ...] = (
    (birth_1951, "ma_03.451.03.01-1_dahir1950_birth_1951_p1_office"),
    (birth_1987, "ma_03.451.01.09-1_dahir1950_birth_1987_p1_office"),
    (birth_2023, "ma_03.451.01.09-1_law36-21_birth_2023_p1_office"),
    (death_2005, "ma_03.451.01.01-1_law37-99_death_2005_p1_office"),
    (marriage_1931, "ma_03.451.01.09-1_dahir1915_marriage_1931_p1_office"),
)
"""Each act with the register that it stands in."""


def register(identifier: str, knowledge: Knowledge = IGNORANT) -> RegisterView:
    """The view of a register of which nothing is known but its identifier and the image of one page."""
    of = RegisterId.parse(identifier)
    series = of.series
    described = {"office": series.office, "regime": series.regime, "event": series.event, "year": series.year}
    return RegisterView(
        delivered=DeliveredRegister("registers/r/register.json", described, (), "registers/r/acts.jsonl", {}, {}),
        identifier=of,
        event=series.event,
        regime=series.regime,
        year=series.year,
        part=of.part,
        parts=of.part,
        copy=of.copy,
        keyed=True,
        nil=False,
        stated=Statements(None, None, None, None),
        views=(SHOWN,),
        pages={},
        missing_pages={},
        missing_acts={},
        office={},
        country=published.countries()["ma"],
        files={SHOWN.file: FileFacts(SHOWN.file, 1000, Digest.of(b""), "image/tiff", leaves=(Size(2480, 3508),))},
        previous=None,
        created="2026-01-31",
        knowledge=knowledge,
    )


def asked(
    rule: RegisterRule, acts: list[Act], identifier: str, knowledge: Knowledge = IGNORANT, profile: Profile = CONTRACTOR
) -> list[Breach] | None:
    """What one rule says of the acts of a register, line by line, then at the end; None where it asks nothing."""
    judge = rule.over(register(identifier, knowledge), profile)
    if judge is None:
        return None
    found = [
        one for line, act in enumerate(acts, start=1) for one in judge.act(ActView(DeliveredAct(f"{PLACE}{line}", act)))
    ]
    return [*found, *judge.end()]
