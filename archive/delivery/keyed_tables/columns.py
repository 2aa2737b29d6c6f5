"""The columns of a table of acts: each dotted name leads to one place in schemas/delivered-act.schema.json.

number                          the act itself
child.given.ar                  a person, by role; `witness.2.given.ar` when several have the same role
mention.1.text.ar               a marginal mention, by its order in the margin
linked.1.act                    an act that this one cites
child.given.ar.as_written       beside a keyed value: as_written, source; presumed beside a date
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from archive.model.records.event import Role


class Form(Enum):
    """How the cell of a column is read. The keyed forms become `{"value": …}` or `{"absent": …}`."""

    PLAIN = auto()
    WHOLE = auto()
    WORDS = auto()
    LIST = auto()
    REGIONS = auto()
    KEYED_TEXT = auto()
    KEYED_WHOLE = auto()
    KEYED_YES_NO = auto()
    KEYED_DATE = auto()


KEYED = (Form.KEYED_TEXT, Form.KEYED_WHOLE, Form.KEYED_YES_NO, Form.KEYED_DATE)
BESIDE = ("as_written", "source")
BESIDE_DATE = (*BESIDE, "presumed")


@dataclass(frozen=True, slots=True)
class Field:
    """Where a value stands inside its act, person, mention or link, and how its cell is read."""

    path: tuple[str, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `group` is empty for the act itself, else persons, mentions or linked_acts with the member's key."""

    name: str
    group: tuple[str, ...]
    field: Field
    beside: str = ""

    @property
    def target(self) -> tuple[object, ...]:
        """What the column fills; `child.given.ar` and `child.1.given.ar` fill the same."""
        return (self.group, self.field.path, self.beside)


def _plain(**forms: Form) -> dict[str, Field]:
    return {name: Field((name,), form) for name, form in forms.items()}


def _keyed(*names: str, form: Form = Form.KEYED_TEXT) -> dict[str, Field]:
    return {name: Field(tuple(name.split(".")), form) for name in names}


def _names(*names: str) -> dict[str, Field]:
    return _keyed(*(f"{name}.{script}" for name in names for script in ("ar", "latin", "tifinagh")))


def _dates(*names: str) -> dict[str, Field]:
    return _keyed(
        *(f"{name}.{calendar}" for name in names for calendar in ("gregorian", "hijri")), form=Form.KEYED_DATE
    )


def _places(*names: str) -> dict[str, Field]:
    """A place has its name's scripts without the word `name` in between: `birthplace.ar`."""
    found = _keyed(*(f"{name}.{code}" for name in names for code in ("division", "country")))
    for name, field in _names(*names).items():
        *above, script = field.path
        found[name] = Field((*above, "name", script), field.form)
    return found


PERSON: Mapping[str, Field] = MappingProxyType(
    _names("given", "surname", "lineage", "profession", "quality")
    | _keyed("sex", "nationality", "relation", "marital_status", "identifier")
    | _keyed("age", "birth_rank", form=Form.KEYED_WHOLE)
    | _keyed("deceased", "signed", form=Form.KEYED_YES_NO)
    | _dates("born")
    | _places("birthplace", "residence")
)
ACT: Mapping[str, Field] = MappingProxyType(
    _plain(id=Form.PLAIN, number=Form.WHOLE, suffix=Form.PLAIN, event=Form.PLAIN, status=Form.PLAIN)
    | _plain(languages=Form.WORDS, regions=Form.REGIONS)
    | _dates("drawn_up", "occurred.date", "judgement.date")
    | _keyed("occurred.time", "basis", "judgement.number", "remarks")
    | _places("occurred.place")
    | _names("judgement.court")
)
MENTION: Mapping[str, Field] = MappingProxyType(
    _plain(kind=Form.PLAIN, supersedes=Form.WHOLE, links=Form.LIST, regions=Form.REGIONS)
    | _names("text", "authority", "officer")
    | _keyed("reference")
    | _keyed("certifiable", form=Form.KEYED_YES_NO)
    | _dates("event_date", "mention_date")
    | {"other.role": Field(("other", "role"), Form.PLAIN)}
    | {f"other.{name}": Field(("other", *field.path), field.form) for name, field in PERSON.items()}
)
LINK: Mapping[str, Field] = MappingProxyType(_plain(event=Form.PLAIN, act=Form.PLAIN))

_ROLES = "|".join(Role)
_MEMBER = re.compile(rf"(?P<group>mention|linked|{_ROLES})(?:\.(?P<order>[1-9][0-9]?))?\.(?P<rest>.+)")


def column(name: str) -> Column | None:
    """The column of that name; None when there is no such column."""
    member = _MEMBER.fullmatch(name)
    if member is None:
        return _find(name, (), ACT, name)
    group, order, rest = member["group"], member["order"], member["rest"]
    match group:
        case "mention":
            return _find(name, ("mentions", order), MENTION, rest) if order else None
        case "linked":
            return _find(name, ("linked_acts", order), LINK, rest) if order else None
        case _:
            return _find(name, ("persons", f"{group} {order or 1}"), PERSON, rest)


def _find(name: str, group: tuple[str, ...], fields: Mapping[str, Field], rest: str) -> Column | None:
    if rest in fields:
        return Column(name, group, fields[rest])
    value, _, beside = rest.rpartition(".")
    field = fields.get(value)
    if field is None or field.form not in KEYED:
        return None
    allowed = BESIDE_DATE if field.form is Form.KEYED_DATE else BESIDE
    return Column(name, group, field, beside) if beside in allowed else None
