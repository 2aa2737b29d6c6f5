"""Do the manifest, the office list and every description of a register follow their published schemas?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Profile
from archive.check.rules.files.any.reading import SCHEMA
from archive.check.rules.files.any.schema_named import against
from archive.check.views.delivery_view import DeliveryView

RULES = (SCHEMA,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    for path, violations in delivery.violations.items():
        for violation in violations:
            yield against(path, violation, violation.found_plainly)
