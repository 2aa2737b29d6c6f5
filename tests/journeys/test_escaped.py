"""What nobody sees is refused in a path, and written as an escape wherever a terminal would obey it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive import published
from archive.check.schemas import Schemas
from archive.delivery.facts.paths import unsafe
from archive.delivery.packed_archives.members import unsafe as unsafe_member
from khizana import resources
from khizana.service.intake.delivery_template import write_template
from tests.support.cli import khizana
from tests.support.deliveries import Delivery
from tests.support.texts import texts

PATH = "urn:khizana:schema:common:1#/$defs/path"
HIDDEN = "\x07\x1b\x7f\x80\x85\x9b\x9f\u061c\u200b\u200d\u200e\u200f\u2028\u202a\u202e\u2066\u2069\ufeff"
A_PATH = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:a-path", "$ref": PATH}
DECEIVING = "reg\u202efit.1000\u009b31m"


@pytest.mark.parametrize("letter", HIDDEN, ids=[f"U+{ord(one):04X}" for one in HIDDEN])
def test_a_control_or_invisible_letter_in_a_path_is_refused_everywhere(letter: str) -> None:
    path = f"a/b{letter}c.tif"
    schemas = Schemas({**published.schemas(), "urn:a-path": A_PATH})

    assert unsafe(path)
    assert unsafe_member(path)
    assert not schemas.follows("urn:a-path", path)


@pytest.mark.parametrize("path", ["صور/٠٠١.tif", "été/n° 1.tif", "a/.b/..c.tif"])
def test_a_path_that_can_be_read_is_taken(path: str) -> None:
    schemas = Schemas({**published.schemas(), "urn:a-path": A_PATH})

    assert unsafe(path) is None
    assert unsafe_member(path) is None
    assert schemas.follows("urn:a-path", path)


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_a_deceiving_name_and_value_are_shown_as_escapes(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_template(tmp_path)
    delivery = Delivery(tmp_path)
    (tmp_path / DECEIVING).write_bytes(b"x")
    with delivery.register() as register:
        register["copy"] = "of\u202efice\u009b2J"
    said = khizana("check", tmp_path, *arguments)

    assert said.code == 3
    assert not set(said.out) & set(HIDDEN)
    assert "\\u202e" in said.out
    assert "\\u009b" in said.out


def test_json_that_is_escaped_says_the_same(tmp_path: Path) -> None:
    name = f"{DECEIVING}.csv"
    (tmp_path / name).write_bytes(b"a\n1\n")
    said = khizana("check", tmp_path / name, "--json")

    assert not set(said.out) & set(HIDDEN)
    assert json.loads(said.out)["path"].endswith(name) or "\\u202e" in json.loads(said.out)["path"]


def test_our_own_texts_hold_nothing_that_would_be_shown_as_an_escape() -> None:
    said = json.dumps([dict(texts()), resources.findings()], ensure_ascii=False)

    assert set(said) & set(HIDDEN) == set()


def test_an_error_is_escaped(tmp_path: Path) -> None:
    said = khizana("check", tmp_path / "nowhere\u202e" / "x\u009b", "y")

    assert said.code != 0
    assert not (set(said.out) | set(said.err)) & set(HIDDEN)
