"""What a register's acts are held against besides themselves: other parts of its year, and the other paper copies.

Of what is held already, and of what came before it in the same delivery.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.check.base.act_summary import ActSummary, summary_of
from archive.check.base.copy_differences import differences
from archive.check.reference import HoldingsView
from archive.model.identifiers import ActId, RegisterId
from archive.model.records.act import ActObject
from archive.model.records.register_state import numbered

Numbered = tuple[int, str]
"""The number of an act and its suffix (empty where it has none)."""
Copies = dict[Numbered, list[tuple[RegisterId, ActSummary]]]


class Siblings:
    """Knows the registers of a delivery, and keeps of their acts what a later one of them will be held against."""

    def __init__(self, registers: Iterable[RegisterId], existing: HoldingsView) -> None:
        listed = tuple(registers)
        self.existing = existing
        self._runs = Counter(_run(one) for one in listed)
        self._copies = Counter(series for series, _ in {_run(one) for one in listed})
        self._numbers: defaultdict[tuple[str, str], dict[Numbered, str]] = defaultdict(dict)
        self._summaries: defaultdict[str, list[tuple[RegisterId, Numbered, ActSummary]]] = defaultdict(list)

    def of(self, register: RegisterId) -> Beside:
        """What stands beside one of them."""
        return Beside(self, register)

    def numbers(self, register: RegisterId) -> dict[Numbered, str]:
        """Those of other parts of the copy that came before it in the delivery."""
        return dict(self._numbers[_run(register)])

    def copies(self, register: RegisterId) -> Copies | None:
        """The acts of other copies that came before it; None where the delivery brings no other copy of the series."""
        if self._copies[str(register.series)] < 2:
            return None
        found: Copies = {}
        for other, key, condensed in self._summaries[str(register.series)]:
            if other.copy != register.copy:
                found.setdefault(key, []).append((other, condensed))
        return found

    def keep_number(self, register: RegisterId, key: Numbered) -> None:
        """Remember a number where another part will ask for it."""
        if self._runs[_run(register)] > 1:
            self._numbers[_run(register)].setdefault(key, str(register))

    def keep_summary(self, register: RegisterId, key: Numbered, condensed: ActSummary) -> None:
        """Remember an act for the other copies."""
        self._summaries[str(register.series)].append((register, key, condensed))


class Beside:
    """What stands beside one register; looked up when a rule asks for it."""

    def __init__(self, siblings: Siblings, register: RegisterId) -> None:
        self._siblings = siblings
        self._register = register

    def numbers(self) -> Mapping[Numbered, str]:
        """By number and suffix, the other part of the same copy that has such an act."""
        return self._siblings.existing.numbers_held(self._register) | self._siblings.numbers(self._register)

    def remember_number(self, key: Numbered) -> None:
        """An act of this register passed."""
        self._siblings.keep_number(self._register, key)

    def copies(self) -> Comparison | None:
        """What its acts are compared with; None where there is no other copy."""
        held: Copies = {}
        for other, act in self._siblings.existing.other_copies(self._register):
            held.setdefault(numbered(act), []).append((other, summary_of(act)))
        came = self._siblings.copies(self._register)
        if came is None and not held:
            return None
        for key, acts in (came or {}).items():
            held.setdefault(key, []).extend(acts)
        return Comparison(self._register, held, self._siblings if came is not None else None)


@dataclass(frozen=True, slots=True)
class Differing:
    """Two copies of one act that differ: its identifier in the other copy, both registers, and in what."""

    act: str
    ours: RegisterId
    other: RegisterId
    what: tuple[str, ...]


class Comparison:
    """Holds the acts of one register, as they pass, against those of the same number in other copies."""

    def __init__(self, register: RegisterId, copies: Copies, siblings: Siblings | None) -> None:
        self._register = register
        self._copies = copies
        self._siblings = siblings
        self._seen: Counter[Numbered] = Counter()

    def differing(self, act: ActObject) -> Iterator[Differing]:
        """Against the act of the same part where a copy has such a part; a number that stands twice there, turn by turn."""
        key = numbered(act)
        others = self._copies.get(key, [])
        if not others and self._siblings is None:
            return
        identifier = str(act.get("id") or ActId(self._register.series, *key))
        condensed = summary_of({**act, "id": identifier, "register": str(self._register)})
        if self._siblings is not None:
            self._siblings.keep_summary(self._register, key, condensed)
        self._seen[key] += 1
        for copy in sorted({other.copy for other, _ in others}):
            of_copy = [pair for pair in others if pair[0].copy == copy]
            same = [pair for pair in of_copy if pair[0].part == self._register.part] or of_copy
            if all(differences(condensed, one) for _, one in same):
                other, one = same[min(self._seen[key], len(same)) - 1]
                yield Differing(one.id, self._register, other, differences(condensed, one))


def _run(register: RegisterId) -> tuple[str, str]:
    return str(register.series), register.copy
