"""What is generated is what is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

from khizana.cli.manual import manual
from khizana.resources import LANGUAGES, texts

ROOT = Path(__file__).parents[2]


def test_the_manual_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "manual.md").read_text("utf-8")

    assert written == manual(), "docs/manual.md is out of date: run `make manual`"


def test_every_command_has_an_example() -> None:
    pages = manual().split("\n## khizana")[1:]

    assert [page.splitlines()[0] for page in pages if "Example" not in page] == []


def test_every_text_speaks_three_languages_with_the_same_placeholders() -> None:
    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", text))

    unequal = [
        key
        for key, spoken in texts().items()
        if set(spoken) != set(LANGUAGES) or len({frozenset(placeholders(spoken[lang])) for lang in LANGUAGES}) > 1
    ]

    assert unequal == []


def test_arabic_texts_are_arabic() -> None:
    keys = [key for key, spoken in texts().items() if not re.search(r"[\u0600-\u06ff]", spoken["ar"])]

    assert keys == ["doctor.python"]


def test_no_text_is_given_twice() -> None:
    pairs: list[tuple[str, object]] = json.loads((ROOT / "khizana" / "texts.json").read_bytes(), object_pairs_hook=list)
    keys = [key for key, _ in pairs]

    assert len(keys) == len(set(keys))
