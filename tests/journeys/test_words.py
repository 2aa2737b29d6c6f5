"""What is said to people: true, in their language, and set as the language is set."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.model.json import Json
from archive.published import schemas
from indexer.names.analysis.normalise import normalise
from indexer.query_parser.groups import Group
from indexer.query_parser.keys import ROLES
from khizana.cli.access import act_pages, search_pages
from khizana.cli.terminal.console import Terminal
from khizana.language import Speaker
from khizana.resources import LANGUAGES, findings
from khizana.service.search.answers import GroupHits, SearchAnswer
from tests.support.cli import khizana
from tests.support.texts import texts

COLON = re.compile(r"[^\s\u202f]:(?=\s|$)")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words") / "delivery"
    assert khizana("delivery", "template", folder).code == 0
    return folder


@pytest.fixture(scope="module")
def archive(template: Path) -> Path:
    place = template.parent / "archive"
    assert khizana("init", place, "--name", "words").code == 0
    assert khizana("ingest", template, "--archive", place).code in (0, 3)
    return place


def test_nobody_is_said_in_french_as_nobody() -> None:
    assert Speaker("fr").say("search.nobody", query="x").startswith("Aucune personne de ce nom")


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "لا مانع من قبول التسليم"), ("fr", "Rien ne s'oppose"), ("en", "Nothing would refuse delivery")],
)
def test_a_check_delivers_nothing_and_says_so(template: Path, language: str, said: str) -> None:
    assert said in khizana("check", template, "--lang", language).out


def test_a_check_that_finds_what_refuses_says_that_it_would(template: Path, tmp_path: Path) -> None:
    assert "would be refused" in khizana("check", tmp_path, "--lang", "en").out


def test_ingest_says_what_was_done(archive: Path) -> None:
    assert "accepted" in khizana("status", "--archive", archive, "--lang", "en").out


def test_what_is_up_to_date_does_not_lag_by_nothing(archive: Path) -> None:
    said = [khizana("status", "--archive", archive, "--lang", language).out for language in LANGUAGES]

    assert "محيَّنان" in said[0] and "à jour" in said[1] and "up to date" in said[2]


def test_no_page_shows_a_mark_of_ours_as_an_escape() -> None:
    console = Terminal(record=True, width=200)
    answer = SearchAnswer(
        query="x",
        words=(),
        unknown=(),
        nobody=None,
        without_limits=0,
        otherwise_ordered=False,
        no_such_number=False,
        group=Group.PERSON,
        total=0,
        offset=0,
        hits=(),
        near_unasked=False,
        groups={
            Group.NEAR: GroupHits(0, ()),
            Group.SCATTERED: GroupHits(2, None),
            Group.OFFICERS: GroupHits(1, None),
        },
        open_only=None,
        facets={},
        generation="",
        position=0,
        lag=0,
    )
    for language in LANGUAGES:
        search_pages.search(console, answer, Speaker(language))
    said = console.export_text()

    assert "\\u" not in said
    assert said.count("--group officers") == len(LANGUAGES)


def test_who_is_in_a_group_is_not_told_how_to_get_there() -> None:
    assert not any(
        "--group" in spoken for key in texts() for spoken in texts()[key].values() if key.startswith("group.")
    )


def test_the_colon_of_french_stands_behind_a_space_that_breaks_no_line() -> None:
    french = Speaker("fr")
    spoken = [said["fr"] for said in texts().values()]
    spoken += [one.get("fr", "") for known in findings().values() for one in (known["text"], known.get("remedy") or {})]  # type: ignore[union-attr, attr-defined, list-item]

    assert [text for text in spoken if COLON.search(re.sub("`[^`]*`", "", text))] == []
    assert french.label("père") == "père\u202f:"
    assert french.say("report.at", path="x") == "Rapport\u202f: x"
    assert Speaker("ar").label("الأب") == "الأب:"


@pytest.mark.parametrize(
    ("pages_shown", "language", "said"),
    [
        ([], "ar", ""),
        ([2], "ar", " (الصفحة 2)"),
        ([2, 3], "ar", " (الصفحات: 2 و3)"),
        ([2, 3], "fr", " (pages 2 et 3)"),
        ([2], "en", " (page 2)"),
        ([2, 3, 4], "en", " (pages 2, 3 and 4)"),
    ],
)
def test_the_pages_of_a_view_are_told_as_many_as_they_are(pages_shown: list[int], language: str, said: str) -> None:
    assert act_pages.pages_of(pages_shown, Speaker(language)) == said


@pytest.mark.parametrize("key", ["طفل", "الطفل", "مولود", "المولود", "child", "enfant"])
def test_a_child_is_asked_for_with_the_article_or_without(key: str) -> None:
    assert ROLES[normalise(key)] == "self"


def test_the_arabic_list_of_known_keys_has_only_words_that_are_known(archive: Path) -> None:
    listed = texts()["search.refused.unknown_key"]["ar"].split(": ", 1)[1].split("؛")[0].split("، ")

    assert "مولود" in listed
    said = {
        word: khizana("search", f"{word}:سس", "--archive", archive, "--lang", "ar").err for word in (*listed, "خطأ")
    }
    assert [word for word in said if "غير معروفة" in said[word]] == ["خطأ"]


def test_the_reader_is_addressed_in_the_plural_in_arabic() -> None:
    singular = re.compile(
        r"(?<!\w)(اكتب|اكتبه|احذف|احذفهما|أضف|اطلب|أعط|انسخ|احتفظ|واحتفظ|واحفظ|شغل|زد|جرب|اقرأ|نفذ|ضيق)(?!\w)"
    )
    bare = {key: re.sub("[\u064b-\u0652]", "", spoken["ar"]) for key, spoken in texts().items()}

    assert [key for key, text in bare.items() if singular.search(text)] == []


def _patterns(schema: Json) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        return own.union(*(_patterns(inner) for inner in schema.values()))  # type: ignore[return-value]
    return set().union(*map(_patterns, schema)) if isinstance(schema, list) else set()


def test_what_a_contractor_writes_is_expected_in_words_and_never_as_a_regular_expression() -> None:
    delivered = ("common", "delivered-act", "act", "register", "delivery", "mention", "offices")
    known = {name.split(":")[3]: schema for name, schema in schemas().items()}
    for pattern in set().union(*(_patterns(dict(known[name])) for name in delivered)):
        params = {
            "rule": "pattern",
            "expected": json.dumps(pattern, ensure_ascii=False)[:200],
            "named": "x",
            "found": "y",
        }
        for language in LANGUAGES:
            text, _ = Speaker(language).finding({"code": "SCHEMA", "params": params})

            assert "[0-9" not in text and "^" not in text, text
            assert "docs/delivery.md" not in text, pattern


def test_a_date_that_is_none_is_told_how_a_date_is_written(tmp_path: Path) -> None:
    said = _broken(tmp_path, lambda delivery: delivery.__setitem__("created", "yesterday"))

    assert "a time such as 2026-03-14T09:30:00Z" in said


def test_a_name_that_is_not_known_is_told_with_the_names_that_are(tmp_path: Path) -> None:
    said = _broken(tmp_path, lambda delivery: delivery.__setitem__("sex", "male"))

    assert "The name “sex” is not known here. Known names: " in said
    assert "Delete the name with its value, or correct the name." in said
    assert "Correct the value" not in said


def _broken(folder: Path, fault: Callable[[dict[str, Json]], None]) -> str:
    assert khizana("delivery", "template", folder / "d").code == 0
    manifest = folder / "d" / "manifest.json"
    content = json.loads(manifest.read_bytes())
    fault(content)
    manifest.write_text(json.dumps(content), "utf-8")
    pages = khizana("check", folder / "d", "--lang", "en", "--report", folder / "r")
    assert pages.code == 3

    html = re.sub("[\u2066-\u2069]|<[^>]+>", "", (folder / "r" / "verdict.en.html").read_text("utf-8"))
    assert "SCHEMA" in html and "^[" not in html
    return pages.out
