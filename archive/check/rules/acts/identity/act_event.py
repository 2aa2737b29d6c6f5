"""Does an act record the kind of event that its register is for?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Fixed, Stage, blocks
from archive.check.schemas import Schemas
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import DeliveredAct

RULE = blocks(
    "ACT_EVENT_DIFFERS", Stage.ACT, Fixed.IDENTITY, "The identifier of an act names the event of its register, for ever"
)
RULES = (RULE,)


def before(act: DeliveredAct, register: RegisterView | None, schemas: Schemas) -> Iterable[Breach]:
    event = act.content["event"]
    if register is None or event == register.event:
        return ()
    return (Breach(RULE, act.place, {"event": str(event), "register_event": register.event}),)
