"""The published schemas are read more strictly than Python would by itself."""

from __future__ import annotations

from typing import Any

import pytest

from archive.check.schemas import Schemas, Violation

URN = "urn:test"


def violations(schema: Any, document: Any) -> list[Violation]:
    return list(
        Schemas({URN: {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}}).violations(URN, document)
    )


@pytest.mark.parametrize(("pattern", "text"), [("^[a-z]+$", "abc\n"), ("^(a|b$)$", "b\n"), ("^[$]$", "$\n")])
def test_a_line_feed_does_not_slip_past_the_end_of_a_pattern(pattern: str, text: str) -> None:
    assert violations({"pattern": pattern}, text.strip()) == []
    assert violations({"pattern": pattern}, text) == [Violation("", "pattern", f'"{pattern}"')]


@pytest.mark.parametrize("number", [42.0, True, "42", 1e300])
def test_a_whole_number_is_written_as_one(number: object) -> None:
    assert violations({"type": "integer"}, number) == [Violation("", "type", "integer")]


def test_a_violation_points_into_the_document() -> None:
    schema = {"properties": {"a/b~": {"items": {"type": "string"}}}}

    assert violations(schema, {"a/b~": ["x", 1]}) == [Violation("/a~1b~0/1", "type", "string")]


@pytest.mark.parametrize(
    ("schema", "document", "expected"),
    [
        ({"required": ["a", "b", "c"]}, {"b": 1}, "a, c"),
        ({"enum": ["x", "y"]}, "z", "x | y"),
        ({"properties": {"a": {}}, "additionalProperties": False}, {"b": 1}, "a"),
        ({"oneOf": [{"required": ["value"]}, {"required": ["absent"]}]}, {}, "value | absent"),
        ({"contains": {"properties": {"role": {"const": "child"}}, "required": ["role"]}}, [], "1 × role: child"),
        ({"minItems": 2}, [], "2"),
    ],
)
def test_a_violation_says_what_is_expected(schema: Any, document: Any, expected: str) -> None:
    assert [found.expected for found in violations(schema, document)] == [expected]
