"""The vital events that an act records, and the roles of the persons in it."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What happened. Marriages and divorces have registers of their own in the foreigners' series only."""

    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"


class Role(StrEnum):
    """Who a person is in an act."""

    CHILD = "child"
    DECEASED = "deceased"
    HUSBAND = "husband"
    WIFE = "wife"
    FATHER = "father"
    MOTHER = "mother"
    SPOUSE = "spouse"
    DECLARANT = "declarant"
    WITNESS = "witness"
    OFFICER = "officer"


PRINCIPALS: dict[Event, tuple[Role, ...]] = {
    Event.BIRTH: (Role.CHILD,),
    Event.DEATH: (Role.DECEASED,),
    Event.MARRIAGE: (Role.HUSBAND, Role.WIFE),
    Event.DIVORCE: (Role.HUSBAND, Role.WIFE),
}
"""The persons whom an act is about, by its event."""
