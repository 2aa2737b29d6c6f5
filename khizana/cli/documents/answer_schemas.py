"""The JSON Schemas of what `--json` prints, made from the answers themselves; schemas/answers/ is this, written out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

import msgspec

from archive.model.json import Json
from khizana import service
from khizana.outcome import Answer, Differing

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCES = "#/$defs/{name}"


def commands() -> dict[str, type[Answer]]:
    """Every answer by its command."""
    importlib.import_module("khizana.cli.demonstration.invention")
    for module in pkgutil.walk_packages(service.__path__, f"{service.__name__}."):
        importlib.import_module(module.name)
    return {command: kind for kind in _kinds(Answer) for command in get_args(get_type_hints(kind)["command"])}


def schema_of(command: str, kind: type[Answer]) -> dict[str, Json]:
    """One schema: every field is always there. What any answer may have beside its own fields stands in it too."""
    (found, differing), definitions = msgspec.json.schema_components([kind, Differing], ref_template=_REFERENCES)
    own: dict[str, Any] = definitions.pop(found["$ref"].rpartition("/")[2])
    for one in (own, *definitions.values()):
        _closed(one)
    notice = {"type": "object", "properties": {"notice": {"type": "string"}}, "required": ["notice"]}
    own["properties"]["differing"] = {"type": "array", "items": differing}
    own["properties"]["notices"] = {"type": "array", "items": notice}
    return {"$schema": _DIALECT, "$id": f"urn:khizana:schema:answer:{name_of(command)}:1", **own, "$defs": definitions}


def name_of(command: str) -> str:
    """The name of its file: `audit fixity` is `audit-fixity`."""
    return command.replace(" ", "-")


def published() -> Mapping[str, dict[str, Json]]:
    """Every schema by the name of its file."""
    return {f"{name_of(command)}.schema.json": schema_of(command, kind) for command, kind in sorted(commands().items())}


def _closed(definition: dict[str, Any]) -> None:
    """An object of an answer has all its fields and no other."""
    if "properties" in definition:
        definition["required"] = sorted(definition["properties"])
        definition["additionalProperties"] = False
    for field in definition.get("properties", {}).values():
        field.pop("default", None)


def _kinds(kind: type[Answer]) -> Iterator[type[Answer]]:
    for below in kind.__subclasses__():
        if "command" in get_type_hints(below):
            yield below
        yield from _kinds(below)
