"""Does a document that stands alone follow the schema that it names, and an act the one of acts?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach
from archive.check.rules.files.any.reading import SCHEMA
from archive.check.schemas import Schemas, Violation
from archive.delivery.facts.batch import DeliveredAct, Problem
from archive.model.json import Json

RULES = (SCHEMA,)
ACT = "urn:khizana:schema:delivered-act:1"
_NAMED = re.compile(r"(?P<name>[a-z][a-z-]{0,40})/(?P<version>[0-9]{1,3})")
_OF_ACTS = ("number", "event")


def of_document(path: str, document: Json, schemas: Schemas) -> Iterator[Breach]:
    """Of a document with a `schema` of ours (`delivery/1`); any other JSON is nobody's business."""
    written = document.get("schema") if isinstance(document, dict) else None
    match = _NAMED.fullmatch(written) if isinstance(written, str) else None
    name = f"urn:khizana:schema:{match['name']}:{match['version']}" if match else ""
    for violation in schemas.violations(name, document) if name in schemas else ():
        yield against(path, violation, violation.found)


def of_acts(acts: Iterable[DeliveredAct | Problem], schemas: Schemas) -> Iterator[Breach]:
    """Of each act of a table or of lines whose first has a number or an event; other tables are nobody's business."""
    first = True
    for act in acts:
        if not isinstance(act, DeliveredAct):
            continue
        if first and not any(name in act.content for name in _OF_ACTS):
            return
        first = False
        yield from of_act(act, schemas)


def of_act(act: DeliveredAct, schemas: Schemas) -> Iterable[Breach]:
    """Nothing at once for an act that follows; of a word that was found only its beginning is told: it may be a person's name."""
    return () if schemas.follows(ACT, act.content, plain=act.plain) else _of_act(act, schemas)


def _of_act(act: DeliveredAct, schemas: Schemas) -> list[Breach]:
    column_of = act.column_of or (lambda pointer: "")
    violations = schemas.violations(ACT, act.content)
    return [against(act.place, one, one.found, column_of(one.pointer)) for one in violations]


def against(place: str, violation: Violation, found: str, column: str = "") -> Breach:
    """One violation; `column` is the column of the table, where there is one."""
    pointer = violation.pointer or "/"
    params: dict[str, Json] = {
        "pointer": pointer,
        "rule": violation.rule,
        "expected": violation.expected,
        "property": violation.property or pointer,
        "column": column,
        "named": column or violation.property or pointer,
        "found": found or "—",
    }
    return Breach(SCHEMA, place, params)
