"""Every text of the catalogue is there in every language, whole."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from khizana.cli.app import app
from khizana.cli.terminal.help import is_example, paragraphs
from khizana.errors import MEANINGS
from khizana.resources import LANGUAGES
from tests.support.sentences import raised, told
from tests.support.texts import keys, texts, written

ROOT = Path(__file__).parents[2]
PLACEHOLDERS = string.Formatter()
HOW = ("", "moment", "day", "number")


def placeholders(text: str) -> Iterator[tuple[str, str]]:
    """The names in a text, and how each is to be written."""
    for _, name, how, _ in PLACEHOLDERS.parse(text):
        if name:
            yield name, how or ""


def names(text: str) -> set[str]:
    return {name for name, _ in placeholders(text)}


def test_every_text_speaks_three_languages_with_the_same_placeholders() -> None:
    unequal = [
        key
        for key, spoken in texts().items()
        if not all(spoken.values()) or len({frozenset(names(spoken[one]) - {"count"}) for one in LANGUAGES}) > 1
    ]

    assert unequal == []
    assert {key for one in LANGUAGES for key, _ in keys(one)} == set(texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_a_plural_has_every_form_of_its_language(language: str) -> None:
    needed = written(language).num_plurals
    lacking = [key for key, forms in keys(language) if len(forms) > 1 and not (len(forms) == needed and all(forms))]

    assert lacking == []
    assert needed == {"ar": 6, "fr": 2, "en": 2}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_placeholder_is_written_in_a_way_that_there_is(language: str) -> None:
    used = {how for _, forms in keys(language) for form in forms for _, how in placeholders(form)}

    assert {how for how in used - set(HOW) if f"noun.{how}" not in texts()} == set()
    assert [how for how in HOW if f"noun.{how}" in texts()] == []


def test_arabic_texts_are_arabic() -> None:
    words = {key: re.sub("{[^}]*}", "", spoken["ar"]) for key, spoken in texts().items()}
    foreign = [
        key for key, text in words.items() if re.search("[a-zA-Z]", text) and not re.search("[\u0600-\u06ff]", text)
    ]

    assert foreign == ["doctor.python"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_given_twice(language: str) -> None:
    file = ROOT / "khizana" / "locale" / language / "LC_MESSAGES" / "khizana.po"
    given = re.findall(r'^(?:msgctxt ".*"\n)?msgid ".+"$', file.read_text("utf-8"), re.MULTILINE)

    assert len(given) == len(set(given))


def test_the_files_are_as_the_script_writes_them() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "make-texts.py"), "--check"]

    assert subprocess.run(command, check=False).returncode == 0, "run `make texts`"


def _help(command: Any) -> Iterator[str]:
    for text in (command.help, *(parameter.help for parameter in command.params)):
        yield from (one for one in paragraphs(text) if not is_example(one))
    for below in getattr(command, "commands", {}).values():
        yield from _help(below)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_help_of_every_command_and_option_is_translated_and_nothing_else(language: str) -> None:
    needed = {*_help(typer.main.get_command(app)), *MEANINGS.values(), "Show this message and exit."}
    translated = {str(message.id) for message in written(language) if message.context == "help" and message.string}

    assert sorted(needed - translated) == []
    assert sorted(translated - needed) == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_sentence_of_an_exception_that_is_told_is_translated_with_the_same_placeholders(language: str) -> None:
    said = {str(one.id): str(one.string) for one in written(language) if one.context == "error" and one.string}
    needed = told()

    assert sorted(needed - set(said)) == []
    assert [template for template in needed if names(template) != names(said[template])] == []


def test_the_list_of_exceptions_that_nobody_translated_only_shrinks() -> None:
    """A new sentence is told (`archive.model.message`) and translated; what was translated is taken off the list."""
    translated = {str(one.id) for one in written("ar") if one.context == "error"}
    lacking = {f"{name}: {sentence}" for name, sentence in raised() if sentence not in translated}
    listed = set((Path(__file__).parent / "untranslated.txt").read_text("utf-8").splitlines())

    assert sorted(lacking - listed) == []
    assert sorted(listed - lacking) == []
