"""Is the same register delivered twice?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Stage, blocks
from archive.check.views.delivery_view import DeliveryView
from archive.model.identifiers import RegisterId

RULE = blocks("REGISTER_TWICE", Stage.DELIVERY, Fixed.IDENTITY, "One volume in one copy has one identifier", 16)
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """Two descriptions of one volume in one copy."""
    first: dict[RegisterId, str] = {}
    for register in delivery.registers:
        identifier = register.identifier
        if identifier is None:
            continue
        if identifier in first:
            yield Breach(RULE, register.path, {"register": str(identifier), "first": first[identifier]})
        first.setdefault(identifier, register.path)
