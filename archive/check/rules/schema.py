"""Does each document follow its published schema?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.schemas import Schemas, Violation
from archive.delivery.batch import Batch, DeliveredAct
from archive.delivery.manifest import PATH
from archive.model.finding import Finding, blocking
from archive.model.json import Json

DELIVERY = "urn:khizana:schema:delivery:1"
OFFICES = "urn:khizana:schema:offices:1"
REGISTER = "urn:khizana:schema:register:1"
ACT = "urn:khizana:schema:delivered-act:1"


def findings(batch: Batch, schemas: Schemas) -> Iterator[Finding]:
    """SCHEMA for the manifest, the office list and every register description."""
    for path, document in batch.documents.items():
        if path == PATH:
            name = DELIVERY
        elif batch.manifest and path == batch.manifest.offices:
            name = OFFICES
        else:
            name = REGISTER
        yield from _findings(path, name, document, schemas)


def follows(act: DeliveredAct, schemas: Schemas) -> bool:
    """Whether an act follows its schema, told at once."""
    return schemas.follows(ACT, act.content, plain=act.plain)


def act_findings(act: DeliveredAct, schemas: Schemas) -> Iterator[Finding]:
    """SCHEMA for one act; of a word that was found only its beginning is told, because it may be a person's name."""
    for violation in schemas.violations(ACT, act.content):
        column = act.column_of(violation.pointer) if act.column_of else ""
        yield finding(act.place, violation, violation.found, column)


def _findings(place: str, name: str, document: Json, schemas: Schemas) -> Iterator[Finding]:
    return (finding(place, found, found.found_plainly) for found in schemas.violations(name, document))


def finding(place: str, violation: Violation, found: str, column: str = "") -> Finding:
    """One violation as a finding; `column` is the column of the table, where there is one."""
    pointer = violation.pointer or "/"
    named = column or violation.property or pointer
    return blocking(
        "SCHEMA",
        place,
        pointer=pointer,
        rule=violation.rule,
        expected=violation.expected,
        property=violation.property or pointer,
        column=column,
        named=named,
        found=found or "—",
    )
