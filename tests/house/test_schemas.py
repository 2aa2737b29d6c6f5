"""The published language: schemas that are right, examples that follow them, findings in three languages."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from archive.check.schemas import Schemas
from archive.model.finding import Severity

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
NAMES = sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json"))
FINDINGS: dict[str, Any] = json.loads((SCHEMAS / "findings.json").read_bytes())
LANGUAGES = ("ar", "fr", "en")
RAISED = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_bytes())


def every() -> dict[str, Any]:
    return {schema(name)["$id"]: schema(name) for name in NAMES}


def inside(value: Any) -> Iterator[tuple[str, Any]]:
    """Every name and value at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from inside(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_valid_and_bears_its_own_name(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert re.fullmatch(rf"urn:khizana:schema:{name}:[0-9]+", found["$id"])


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    registry: Registry[Any] = Registry().with_resources(
        (urn, Resource.from_contents(found)) for urn, found in every().items()
    )
    resolver = registry.resolver(schema(name)["$id"])
    references = [value for word, value in inside(schema(name)) if word == "$ref"]

    assert all(resolver.lookup(reference).contents is not None for reference in references)


@pytest.mark.parametrize("name", NAMES)
def test_no_pattern_means_more_in_one_language_than_in_another(name: str) -> None:
    patterns = [value for word, value in inside(schema(name)) if word == "pattern" and isinstance(value, str)]

    assert [pattern for pattern in patterns if re.search(r"\\[dwsbDWSBpP]", pattern)] == []
    assert [pattern for pattern in patterns if not (pattern.startswith("^") and pattern.endswith("$"))] == []


@pytest.mark.parametrize("name", [name for name in NAMES if "type" in schema(name)])
def test_every_schema_has_a_right_example(name: str) -> None:
    example = json.loads((SCHEMAS / "examples" / f"{name}.json").read_bytes())

    assert list(Schemas(every()).violations(schema(name)["$id"], example)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if "type" in schema(name)])
def test_no_schema_accepts_a_name_that_it_does_not_know(name: str) -> None:
    example = json.loads((SCHEMAS / "examples" / f"{name}.json").read_bytes()) | {"unheard_of": 1}
    found = [one.rule for one in Schemas(every()).violations(schema(name)["$id"], example)]

    assert name == "mention" or found == ["additionalProperties"]


def test_there_is_no_example_without_a_schema() -> None:
    assert {path.stem for path in (SCHEMAS / "examples").iterdir()} <= set(NAMES)


@pytest.mark.parametrize("path", sorted((SCHEMAS / "countries").glob("*.json")), ids=lambda path: path.stem)
def test_every_country_follows_the_schema_of_countries(path: Path) -> None:
    written = json.loads(path.read_bytes())

    assert list(Schemas(every()).violations("urn:khizana:schema:country:1", written)) == []
    assert written["code"] == path.stem


@pytest.mark.parametrize("path", sorted((SCHEMAS / "policies").glob("*.json")), ids=lambda path: path.stem)
def test_every_retention_policy_follows_its_schema_and_bears_its_countrys_code(path: Path) -> None:
    written = json.loads(path.read_bytes())

    assert list(Schemas(every()).violations("urn:khizana:schema:retention-policy:1", written)) == []
    assert written["country"] == path.stem


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_is_said_in_three_languages_with_the_same_parameters(code: str) -> None:
    finding = FINDINGS[code]

    assert set(finding) - {"by_rule", "patterns"} == {"severity", "params", "text", "remedy"}
    for other in finding.get("by_rule", {}).values():
        assert all(set(other[kind]) == set(LANGUAGES) for kind in ("text", "remedy"))
        assert all(_placeholders(other["text"][language]) <= set(finding["params"]) for language in LANGUAGES)
    assert all(set(form) == set(LANGUAGES) for form in finding.get("patterns", {}).values())
    assert finding["severity"] in list(Severity)
    for kind in ("text", "remedy"):
        assert set(finding[kind]) == set(LANGUAGES)
        assert all(finding[kind].values())
        assert re.search("[\u0621-\u064a]{3}", finding[kind]["ar"])
        assert not re.search("[\u0600-\u06ff]", finding[kind]["fr"] + finding[kind]["en"])
    for language in LANGUAGES:
        assert _placeholders(finding["text"][language]) == set(finding["params"]), language
        assert _placeholders(finding["remedy"][language]) <= set(finding["params"]), language


def test_findings_stand_in_alphabetical_order() -> None:
    assert list(FINDINGS) == sorted(FINDINGS)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where each finding is raised in the archive: place in the code, code of the finding, its parameters."""
    for path in sorted((ROOT / "archive").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            named = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            first = call.args[0] if call.args else None
            if named not in ("against", "warned", "blocking", "Finding", "_finding", "Problem", "Damage", "InvalidXml"):
                continue
            if not isinstance(first, ast.Constant) or not RAISED.fullmatch(str(first.value)):
                continue
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            given = {word.arg for word in call.keywords if word.arg}
            if any(word.arg is None for word in call.keywords) or named == "Finding":
                given = set(FINDINGS.get(str(first.value), {"params": []})["params"])
            yield where, str(first.value), {"detail"} if named in ("Problem", "Damage", "InvalidXml") else given


def test_every_finding_that_the_archive_raises_has_a_text_and_its_parameters() -> None:
    raised = list(_raised())
    unknown = {(where, code) for where, code, _ in raised if code not in FINDINGS}
    lacking = {
        (where, code, *set(FINDINGS[code]["params"]) - given)
        for where, code, given in raised
        if code in FINDINGS and set(FINDINGS[code]["params"]) - given
    }

    assert len(raised) > 50
    assert unknown == set()
    assert lacking == set()
