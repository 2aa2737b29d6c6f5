"""What differs between two states of one act, field by field: a keyed value, a list of regions, a mention is one field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeGuard

from archive.model.json import Json
from archive.model.records.act import ActObject, mentions

_KEYED = frozenset({"value", "absent"})
_WHOLE = frozenset({"regions", "languages", "links", "linked_acts"})
_IDENTITY = frozenset({"id", "register", "mentions"})


@dataclass(frozen=True, slots=True)
class Change:
    """`pointer` is the field's place in the act (RFC 6901; a mention by its order); None stands for a field that is not there."""

    pointer: str
    before: Json
    after: Json

    def to_json(self) -> dict[str, Json]:
        return {"pointer": self.pointer, "before": self.before, "after": self.after}


def changes(before: ActObject, after: ActObject) -> tuple[Change, ...]:
    """Every field that differs, mentions last; nothing between equal states."""
    names = [*before, *(name for name in after if name not in before)]
    fields = (_between(f"/{name}", before.get(name), after.get(name)) for name in names if name not in _IDENTITY)
    held, given = ({str(one["order"]): one for one in mentions(act)} for act in (before, after))
    orders = [*held, *(order for order in given if order not in held)]
    margin = (_between(f"/mentions/{order}", held.get(order), given.get(order)) for order in orders)
    return tuple(change for some in (*fields, *margin) for change in some)


def mentions_added(before: ActObject | None, after: ActObject) -> tuple[ActObject, ...]:
    """The mentions whose order the state before had not; all of them where there is none before."""
    held = {one["order"] for one in mentions(before)} if before is not None else set()
    return tuple(one for one in mentions(after) if one["order"] not in held)


def _between(pointer: str, before: Json, after: Json) -> Iterator[Change]:
    if before == after:
        return
    name = pointer.rpartition("/")[2]
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _KEYED & {*before, *after}:
        for inner in [*before, *(one for one in after if one not in before)]:
            yield from _between(f"{pointer}/{inner}", before.get(inner), after.get(inner))
    elif _listed(before) and _listed(after) and name not in _WHOLE:
        for position, (one, other) in enumerate(zip_longest(before, after)):
            yield from _between(f"{pointer}/{position}", one, other)
    else:
        yield Change(pointer, before, after)


def _listed(value: Json) -> TypeGuard[Sequence[Json]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
