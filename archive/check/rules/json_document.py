"""Does a JSON document that stands alone follow the schema that it names, and a table of acts that of acts?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from archive.check.rules import schema
from archive.check.schemas import Schemas
from archive.delivery.batch import DeliveredAct, Problem
from archive.model.finding import Finding
from archive.model.json import Json

_NAMED = re.compile(r"(?P<name>[a-z][a-z-]{0,40})/(?P<version>[0-9]{1,3})")
_OF_ACTS = ("number", "event")


def findings(path: str, document: Json, schemas: Schemas, known: Container[str]) -> Iterator[Finding]:
    """SCHEMA for a document with a `schema` of ours (`delivery/1`); any other JSON is nobody's business."""
    written = document.get("schema") if isinstance(document, dict) else None
    match = _NAMED.fullmatch(written) if isinstance(written, str) else None
    name = f"urn:khizana:schema:{match['name']}:{match['version']}" if match else ""
    for found in schemas.violations(name, document) if name in known else ():
        yield schema.finding(path, found, found.found)


def act_findings(acts: Iterable[DeliveredAct | Problem], schemas: Schemas) -> Iterator[Finding]:
    """SCHEMA for each act of a table or of lines whose first has a number or an event; other tables are nobody's business."""
    first = True
    for act in acts:
        if not isinstance(act, DeliveredAct):
            continue
        if first and not any(name in act.content for name in _OF_ACTS):
            return
        first = False
        if not schema.follows(act, schemas):
            yield from schema.act_findings(act, schemas)
