"""Does each document follow its published schema?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.schemas import Schemas
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
    """SCHEMA for one act."""
    return _findings(act.place, ACT, act.content, schemas)


def _findings(place: str, name: str, document: Json, schemas: Schemas) -> Iterator[Finding]:
    for found in schemas.violations(name, document):
        pointer = found.pointer or "/"
        yield blocking("SCHEMA", place, pointer=pointer, rule=found.rule, expected=found.expected)
