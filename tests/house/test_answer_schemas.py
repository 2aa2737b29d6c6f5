"""What `--json` prints is published: one schema a command, made from the answers themselves."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pytest
from jsonschema import Draft202012Validator

from archive.model.json import write_pretty
from khizana.cli.documents.answer_schemas import commands, published
from khizana.outcome import builtins
from khizana.service.intake.answers import FindingTold

ANSWERS = Path(__file__).parents[2] / "schemas" / "answers"


def test_the_published_schemas_are_those_of_the_answers() -> None:
    written = {path.name: path.read_bytes() for path in ANSWERS.iterdir()}

    assert written == {name: write_pretty(schema) for name, schema in published().items()}, "run `make answers`"


@pytest.mark.parametrize("name", sorted(path.name for path in ANSWERS.iterdir()))
def test_a_published_schema_is_a_right_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads((ANSWERS / name).read_bytes()))


def test_every_answer_says_what_it_is_and_what_its_parts_are() -> None:
    assert all(kind.__doc__ and not kind.__doc__.startswith(f"{kind.__name__}(") for kind in commands().values())


def test_a_mapping_that_may_not_be_changed_is_an_object_in_an_answer() -> None:
    told = FindingTold("CODE", "warning", "file", MappingProxyType({"count": 1}), {}, {})

    assert builtins(told)["params"] == {"count": 1}
