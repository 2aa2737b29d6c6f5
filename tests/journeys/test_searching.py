"""Finding persons through the command line: either script, roles, dates, filters, pages of one list, reasons, refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from khizana.wiring.opening import open_archive
from tests.support.cli import Called, khizana
from tests.support.versions import archive_of_template

FIRST = "ma_01.511.01.03-1_dahir1950_birth_1987_0001"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("searching"))


def search(archive: Path, *asked: str) -> Called:
    return khizana("search", *asked, "--archive", archive)


def found(archive: Path, *asked: str) -> Any:
    called = search(archive, *asked, "--json")
    assert called.code == 0, called.err
    return called.json


@pytest.mark.parametrize(
    "text",
    [
        "مريم البقالي",
        "البقالى مريم",
        "Mariam El Bakkali",
        "Meryem Bakali",
        "child:مريم father:عبد السلام",
        "المولود:Mariam أم:(فاطمة الحراق)",
        "enfant:Mariam père:Abdeslam",
        '"Mariam" bak* 1987',
        "مر؟م البقالي",
        "Mariam Bakkali 1407 هـ",
        "Mariam event:naissance office:01.511 number:1",
        "Mariam lot:lot-5",
        "مريم الحصة:lot-5",
        'Mariam office:"Bni Makada"',
        "Mariam bureau:makkada",
        "مريم مكتب:طنجة",
        "Mariam 1/1987",
        "رسم 1 سنة 1987 event:birth",
    ],
)
def test_finds_the_act_however_it_is_asked_for(archive: Path, text: str) -> None:
    assert found(archive, text)["hits"][0]["act"] == FIRST


@pytest.mark.parametrize(
    "text",
    [
        'mother:"Mariam"',
        '"Mariam" 1950..1955',
        '"Mariam" event:death',
        '"Mariam" status:cancelled',
        '"Mariam" lot:lot-6',
        '"Mariam" 2/1987',
        '"Zzz"',
    ],
)
def test_finds_nothing_where_it_is_not(archive: Path, text: str) -> None:
    assert found(archive, text)["hits"] == []


def test_says_that_there_is_nobody_of_this_name_and_what_has_some_of_the_words(archive: Path) -> None:
    some = found(archive, '"Mariam" "Zzz"')

    assert (some["nobody"], some["unknown"], some["hits"]) == (True, ["Zzz"], [])
    assert some["groups"]["some"]["hits"][0]["act"] == FIRST
    said = search(archive, '"Mariam" "Zzz"', "--lang", "fr").out
    assert "Aucune personne de ce nom" in said
    assert "Dans aucun registre, sous aucune graphie\u202f: Zzz" in said


def test_shows_the_person_who_was_met_with_the_match_lit_the_parents_both_dates_the_office_and_the_number(
    archive: Path,
) -> None:
    (hit,) = found(archive, "fatima harrak")["hits"]
    met, own, father = hit["persons"][:3]

    assert (met["role"], met["met"], own["role"], father["role"]) == ("mother", True, "self", "father")
    lit = [[name["text"][start:end] for start, end in name["lit"]] for name in met["names"]]
    assert all(len(words) == 2 for words in lit) and len(lit) == 2
    assert not any(name["lit"] for name in own["names"])
    assert (hit["number"], set(hit["date"])) == ("1", {"gregorian", "hijri"})
    said = search(archive, "fatima harrak", "--lang", "en").out
    for part in ("mother: ", "father: ", "the person of the act: ", "Gregorian", "Hijri", " 1 / 1987 · "):
        assert part in said


def test_a_date_is_shown_in_figures_before_the_words(archive: Path) -> None:
    (hit,) = found(archive, "fatima harrak")["hits"]
    figures = hit["date_figures"]

    assert figures["gregorian"].endswith("/1987") and "/1407" in figures["hijri"]
    said = search(archive, "fatima harrak", "--lang", "en").out
    assert said.index(f"{figures['gregorian']} · {figures['hijri']} H") < said.index("Gregorian")


def test_pages_are_of_one_list(archive: Path) -> None:
    whole = found(archive, "kind:act", "--sort", "year")
    names = [hit["act"] for hit in whole["hits"]]
    pages = [
        found(archive, "kind:act", "--sort", "year", "--limit", "1", "--skip", str(at), "--of", whole["generation"])
        for at in range(whole["total"])
    ]

    assert [page["hits"][0]["act"] for page in pages] == names
    assert len(names) == whole["total"] > 3
    stale = search(archive, "kind:act", "--skip", "1", "--of", "g000000.1")
    assert stale.code == 1
    assert "first page" in stale.err


def test_counts_by_facet(archive: Path) -> None:
    counted = found(archive, "kind:act", "--facets")

    for values in counted["facets"].values():
        assert sum(one["count"] for one in values) == counted["total"]
    assert "Événement\u202f:" in search(archive, "kind:act", "--facets", "--lang", "fr").out


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“meryem” is مريم in the other script"), ("fr", "dans l'autre écriture"), ("ar", "في الخط الآخر هو مريم")],
)
def test_explains_in_plain_words_why_an_act_was_found(archive: Path, language: str, said: str) -> None:
    assert said in search(archive, 'Meryem "البقالي"', "--explain", "--lang", language).out


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ouazzani foo:x",
        "father:",
        '"Ouazzani',
        "event:Ouazzani",
        "Ouazzani 1950 1951",
        "Ouazzani office:Zzz",
        "x" * 3000,
        "O*",
    ],
)
def test_refuses_what_it_does_not_understand_without_repeating_it(archive: Path, text: str, language: str) -> None:
    refused = search(archive, text, "--lang", language)

    assert refused.code == 2
    assert refused.err.startswith("khizana: ")
    assert "Ouazzani" not in refused.err
    assert len(refused.err) < 500


def test_years_that_are_no_interval_are_refused(archive: Path) -> None:
    assert search(archive, "x", "--from", "1960", "--to", "1950").code == 2
    assert search(archive, "x", "--event", "baptism").code == 2
    assert search(archive, "x", "--sort", "name").code == 2


def test_a_session_goes_on_with_what_it_learnt_of_names_and_of_the_words_of_the_index(archive: Path) -> None:
    session = open_archive(archive)
    known = session.finder.expander()

    assert session.finder.expander() is known
