"""What has been seen of a book before: its head must extend all of it before anything is appended.

The book itself cannot tell that it was cut short: an older state of it agrees with itself and with its signature. Who can tell
is asked each time a process begins to write: what follows the book, who countersigned it, who has a copy of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.ledger.log.proof import extends
from archive.ledger.port import Head, LedgerDamaged
from archive.model.message import TemplatedMessage, joined, tell

_REMEDY = tell(
    "nothing was written. Restore the newest copy of the ledger (a replica's folder ledger/, or the newest backup), then run "
    "`khizana ledger verify`. What is lost for good two people may accept: `khizana ledger accept-loss`"
)
_NAMED = 5


@dataclass(frozen=True, slots=True)
class ObservedHead:
    """`by` saw so many entries, and this root over them; None where only their number is known.

    `file` is the path of a tile or bundle that only a book of so many entries has.
    """

    by: str
    size: int
    root: bytes | None
    file: str = ""


@dataclass(frozen=True, slots=True)
class ObservedHeads:
    """What those who could be asked have seen; and who could not be asked, each with the reason."""

    seen: tuple[ObservedHead, ...] = ()
    unasked: tuple[str, ...] = ()


Asking = Callable[[], ObservedHeads]
"""Asks whoever has seen the book."""


class CutShort(LedgerDamaged):
    """The book does not extend what was seen of it; `objections` say by whom."""

    def __init__(self, folder: Path, head: Head, objections: Sequence[ObservedHead], unasked: Iterable[str]) -> None:
        said = [said_of(one, head) for one in objections[:_NAMED]]
        more = [tell("and {more} more", more=len(objections) - _NAMED)] if len(objections) > _NAMED else []
        away = [tell("not asked: {name}", name=one) for one in unasked]
        super().__init__(
            tell(
                "the ledger {folder} holds {size} entries and is not what was seen of it: {said}; {remedy}",
                folder=folder,
                size=head.size,
                said=joined("; ", [*said, *more, *away]),
                remedy=_REMEDY,
            )
        )
        self.objections = tuple(objections)


def nobody() -> ObservedHeads:
    """Where nobody else has seen the book."""
    return ObservedHeads()


def objections(
    head: Head, seen: Iterable[ObservedHead], prove: Callable[[int], Sequence[bytes]]
) -> Iterator[ObservedHead]:
    """Those whom the book does not extend. `prove` gives the consistency proof from a size to the head, from tiles alone."""
    for one in seen:
        if one.size > head.size or (
            one.root is not None and not extends(Head(one.size, one.root), head, prove(one.size))
        ):
            yield one


def said_of(one: ObservedHead, head: Head) -> TemplatedMessage:
    """An objection in words."""
    if one.file:
        return tell(
            "{file} lies beyond the checkpoint, so entries up to {size} were there", file=one.file, size=one.size
        )
    if one.size > head.size:
        return tell("{by} has {size}, so entries are missing", by=one.by, size=one.size)
    return tell("{by} has other entries among the first {size}, so it was rewritten", by=one.by, size=one.size)
