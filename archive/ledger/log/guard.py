"""Stands before every append: the head must extend all that was seen of the book, but for what was accepted as lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive.ledger.entry import Entry
from archive.ledger.log import loss
from archive.ledger.log.atomic_dir import Shelf
from archive.ledger.log.observed_heads import Asking, CutShort, ObservedHead, ObservedHeads, objections
from archive.ledger.log.stray_tiles import begun_at, beyond
from archive.ledger.port import Head


class Guard:
    """Asks others once; from then on this process remembers the head that it found right, or that it made.

    `prove` gives the consistency proof between two sizes, `entry` the entry at a position below a size.
    """

    def __init__(
        self,
        shelf: Shelf,
        asking: Asking,
        prove: Callable[[int, int], Sequence[bytes]],
        entry: Callable[[int, int], Entry],
    ) -> None:
        self._shelf = shelf
        self._asking = asking
        self._prove = prove
        self._entry = entry
        self._known: Head | None = None

    def must_extend(self, head: Head, accepted: Sequence[ObservedHead] = ()) -> None:
        """CutShort unless the head extends everything, but for what is `accepted` now."""
        found, unasked = self.objections(head)
        if any(one not in accepted for one in found):
            raise CutShort(self._shelf.folder, head, found, unasked)
        self._known = head

    def remember(self, head: Head) -> None:
        """The head that this process has just made."""
        self._known = head

    def objections(self, head: Head) -> tuple[tuple[ObservedHead, ...], tuple[str, ...]]:
        """What was seen and the head does not extend; and who could not be asked."""
        left = self.beyond(head)
        known = self._known
        if known == head:
            return left, ()
        told = (
            self._asking() if known is None else ObservedHeads((ObservedHead("this process", known.size, known.root),))
        )
        found = tuple(objections(head, told.seen, lambda size: self._prove(size, head.size)))
        return (*self._not_accepted(found, head), *left), told.unasked

    def objections_to(self, head: Head, seen: Sequence[ObservedHead]) -> tuple[ObservedHead, ...]:
        """Which of these the head does not extend, and what lies beyond it, without asking anybody."""
        found = tuple(objections(head, seen, lambda size: self._prove(size, head.size)))
        return (*self._not_accepted(found, head), *self.beyond(head))

    def beyond(self, head: Head) -> tuple[ObservedHead, ...]:
        """Files beyond the head that neither a crashed append nor an accepted loss explains."""
        found = tuple(beyond(self._shelf, head.size))
        if not found:
            return ()
        explained = begun_at(head.size, self._shelf.begun())
        return self._not_accepted([one for one in found if one.file not in explained], head)

    def lost(self, head: Head) -> tuple[str, ...]:
        """Files beyond the head that belong to a loss which an entry below it accepts; evidence of them is kept."""
        accepted = any(position < head.size for position in loss.positions(self._shelf))
        return tuple(one.file for one in beyond(self._shelf, head.size)) if accepted else ()

    def _not_accepted(self, found: Sequence[ObservedHead], head: Head) -> tuple[ObservedHead, ...]:
        if not found:
            return ()
        at = [position for position in loss.positions(self._shelf) if position < head.size]
        entries = ((position, self._entry(position, head.size)) for position in at)
        return tuple(loss.Accepted(self._shelf, entries).without(found))
