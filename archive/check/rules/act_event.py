"""Does an act record the kind of event that its register is for?"""

from __future__ import annotations

from archive.delivery.batch import DeliveredAct, DeliveredRegister
from archive.model.finding import Finding, blocking


def differs(act: DeliveredAct, register: DeliveredRegister) -> Finding | None:
    """ACT_EVENT_DIFFERS."""
    event, expected = str(act.content["event"]), str(register.description["event"])
    if event == expected:
        return None
    return blocking("ACT_EVENT_DIFFERS", act.place, event=event, register_event=expected)
