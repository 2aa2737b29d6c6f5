"""Does an act record the kind of event that its register is for?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import DeliveredAct, DeliveredRegister
from archive.model.finding import Finding, blocking


def act_findings(act: DeliveredAct, register: DeliveredRegister) -> Iterator[Finding]:
    """ACT_EVENT_DIFFERS."""
    event, expected = str(act.content["event"]), str(register.description["event"])
    if event != expected:
        yield blocking("ACT_EVENT_DIFFERS", act.place, event=event, register_event=expected)
