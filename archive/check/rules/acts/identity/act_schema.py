"""Does an act follow its published schema?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach
from archive.check.rules.files.any.reading import SCHEMA
from archive.check.rules.files.any.schema_named import of_act
from archive.check.schemas import Schemas
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import DeliveredAct

RULES = (SCHEMA,)


def before(act: DeliveredAct, register: RegisterView | None, schemas: Schemas) -> Iterable[Breach]:
    return of_act(act, schemas)
