"""Validates JSON against the published schemas (JSON Schema 2020-12); nothing is fetched, every schema is passed in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import jsonschema_rs
from jsonschema import Draft202012Validator, TypeChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource

from archive.model.json import Json
from archive.model.texts.text import escaped

_LONGEST = 200
_LONGEST_FOUND = 60
_WORD = re.compile(r"[^\W\d_]{4,}")
_TEXT = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"
"""The pattern of texts in schemas/common.schema.json."""
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a document breaks its schema (JSON Pointer, RFC 6901), which keyword it breaks, and what that expects.

    `property` is the name at that place, or the names that should not be there; `found` what stands there, `found_plainly` the
    same with every letter, which is only for documents in which no person is named.
    """

    pointer: str
    rule: str
    expected: str
    property: str = field(default="", compare=False)
    found: str = field(default="", compare=False)
    found_plainly: str = field(default="", compare=False)


class Schemas:
    """The published schemas by `$id`, ready to validate with."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        resources = ((name, Resource.from_contents(cast("dict[str, Any]", schema))) for name, schema in schemas.items())
        registry: Registry[Any] = Registry().with_resources(resources).crawl()
        formats = Draft202012Validator.FORMAT_CHECKER
        self._validators = {
            name: _STRICT(cast("dict[str, Any]", schema), registry=registry, format_checker=formats)
            for name, schema in schemas.items()
        }
        self._quick = _compiled(schemas)
        self._plain = _compiled({name: _without_text_pattern(schema) for name, schema in schemas.items()})

    def __contains__(self, name: str) -> bool:
        return name in self._quick

    def follows(self, name: str, document: Json, *, plain: bool = False) -> bool:
        """Whether a document follows the schema of that `$id`, told by jsonschema-rs, some hundred times faster than why not.

        `plain` spares the search for control characters and decimal points (archive.model.json.read_line).
        """
        if plain:
            return self._plain[name].is_valid(document)
        return self._quick[name].is_valid(document) and not _holds_float(document)

    def violations(self, name: str, document: Json) -> Iterator[Violation]:
        """Every way in which a document breaks the schema of that `$id`, each said once; nothing for most, and that at once."""
        return iter(()) if self.follows(name, document) else self.reasons(name, document)

    def reasons(self, name: str, document: Json) -> Iterator[Violation]:
        """The same, gone through by jsonschema alone: slow, and with reasons."""
        said: set[Violation] = set()
        for error in self._validators[name].iter_errors(document):
            violation = _violation(error)
            if violation not in said:
                said.add(violation)
                yield violation


def _compiled(schemas: Mapping[str, Json]) -> dict[str, jsonschema_rs.Draft202012Validator]:
    whole = {name: cast("dict[str, Any]", schema) for name, schema in schemas.items()}
    registry = jsonschema_rs.Registry(list(whole.items()))
    return {name: jsonschema_rs.Draft202012Validator(schema, registry=registry) for name, schema in whole.items()}


def _without_text_pattern(schema: Json) -> Json:
    """The schema without the pattern that forbids control characters, which plain text does not hold."""
    if isinstance(schema, Mapping):
        kept = {name: _without_text_pattern(inner) for name, inner in schema.items()}
        return {name: inner for name, inner in kept.items() if name != "pattern" or inner != _TEXT}
    if isinstance(schema, list):
        return [_without_text_pattern(inner) for inner in schema]
    return schema


@lru_cache(maxsize=256)
def _anchored(pattern: str) -> re.Pattern[str]:
    """The pattern with `$` as ECMA-262 has it, the very end: Python's own lets a line feed follow."""
    return re.compile("".join(r"\Z" if part == "$" else part for part in _TOKEN.findall(pattern)))


def _pattern(validator: Validator, pattern: str, instance: object, schema: object) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _anchored(pattern).search(instance):
        yield ValidationError("the text does not match the pattern")


def _is_integer(checker: TypeChecker, instance: object) -> bool:
    """A whole number is written without a decimal point: 42.0 would not format as one."""
    return isinstance(instance, int) and not isinstance(instance, bool)


_STRICT = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    validators={"pattern": _pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


def _holds_float(document: Json) -> bool:
    """Whether a number with a decimal point stands anywhere: 42.0 is an integer to jsonschema-rs, and not to us."""
    if isinstance(document, Mapping):
        return any(_holds_float(inner) for inner in document.values())
    if isinstance(document, list | tuple):
        return any(_holds_float(inner) for inner in document)
    return isinstance(document, float)


def _violation(error: ValidationError) -> Violation:
    pointer, expected = _pointer(error), _expected(error)[:_LONGEST]
    unknown = error.validator in ("additionalProperties", "unevaluatedProperties")
    if unknown and isinstance(error.instance, Mapping):
        named = escaped(", ".join(name for name in error.instance if repr(name) in error.message))[:_LONGEST]
        return Violation(pointer, str(error.validator), expected, named, named, named)
    if error.validator == "required":
        return Violation(pointer, "required", expected, expected)
    last = next((str(part) for part in reversed(error.absolute_path) if isinstance(part, str)), "")
    value = cast("Json", error.instance)
    return Violation(pointer, str(error.validator), expected, last, told(value, veiled=True), told(value, veiled=False))


def told(value: Json, *, veiled: bool) -> str:
    """What was found, shortly; veiled, of a word only what tells it from others, for it may be a person's name."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            shown = _WORD.sub(lambda word: f"{word[0][:2]}…", value) if veiled else value
            return f'"{escaped(shown[:_LONGEST_FOUND])}"' + ("…" if len(shown) > _LONGEST_FOUND else "")
        case Mapping():
            return f"{{{', '.join(value)}}}"[:_LONGEST_FOUND]
        case list() | tuple():
            return f"[{len(value)}]"
        case _:
            return str(value)[:_LONGEST_FOUND]


def _pointer(error: ValidationError) -> str:
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in error.absolute_path)
    return "".join(f"/{part}" for part in parts)


def _expected(error: ValidationError) -> str:
    """What the keyword asks for, in names and signs only, never the value that was found: it may be a person's name."""
    value = cast(Any, error.validator_value)
    match error.validator:
        case "required":
            return ", ".join(name for name in value if name not in cast("dict[str, Json]", error.instance))
        case "additionalProperties" | "unevaluatedProperties":
            return ", ".join(sorted(_known(cast(Any, error.schema))))
        case "enum":
            return " | ".join(str(one) for one in value)
        case "oneOf":
            return " | ".join(
                str(name) for option in value for name in option.get("required", [option.get("type", "…")])
            )
        case "contains" | "minContains" | "maxContains":
            wanted = cast(Any, error.schema)["contains"].get("properties", {})
            return "1 × " + ", ".join(f"{name}: {rule.get('const')}" for name, rule in wanted.items())
        case "type" if isinstance(value, str):
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def _known(schema: Any) -> set[str]:
    """The names that a schema lists; for a schema made of others only its own."""
    return set(schema.get("properties", {}))
