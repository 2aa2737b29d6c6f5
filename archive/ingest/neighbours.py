"""Registers beside one: other parts of its year, and its other paper copies, as the ledger says that they are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from archive.check.base.act_summary import known
from archive.holdings import queries
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage
from archive.model.digest import Digest
from archive.model.identifiers import ActId, RegisterId
from archive.model.ranges import expand
from archive.model.records.act import ActObject
from archive.model.records.facts import RegisterFacts
from archive.model.records.numbering import Elsewhere
from archive.model.records.register_state import numbered
from archive.model.records.version import Link
from archive.store.package_content_port import Reading

Number = tuple[int, str]


class Neighbours:
    """Reads of them what a delivered register is held against; `but` is the delivery whose own packages count for nothing."""

    def __init__(self, projection: Projection, reading: Reading, but: Digest | None) -> None:
        self._projection = projection
        self._reading = reading
        self._but = str(but)

    def numbers(self, register: RegisterId) -> dict[Number, str]:
        """The numbers that other parts hold in the same copy, each with the part that has it."""
        found: dict[Number, str] = {}
        for other, chain in self._chains(str(register.series), before=True):
            if other.copy == register.copy and other.part != register.part:
                facts = self._reading.facts(chain[-1].package)
                found |= dict.fromkeys(_numbers(facts), str(other))
        return found

    def copies(self, register: RegisterId) -> Iterator[tuple[RegisterId, ActObject]]:
        """The acts of the series in other copies, as they stand."""
        for other, chain in self._chains(str(register.series), before=True):
            if other.copy != register.copy:
                yield from ((other, act) for act in self._acts(chain))

    def identifiers(self, register: RegisterId, numbers: Iterable[Number]) -> Elsewhere:
        """The identifiers of acts with these numbers: in other parts of the copy, and in the same part of another copy.

        What this delivery brought counts too: an identifier is given once.
        """
        wanted = frozenset(numbers)
        taken: set[str] = set()
        copied: dict[Number, list[str]] = {}
        for other, chain in self._chains(str(register.series), before=False):
            if other.copy == register.copy and other.part != register.part:
                taken |= self._taken(other, chain, wanted)
            elif other.copy != register.copy and other.part == register.part:
                for act in self._acts(chain):
                    if numbered(act) in wanted:
                        copied.setdefault(numbered(act), []).append(str(act["id"]))
        return Elsewhere(frozenset(taken), copied)

    def _taken(self, other: RegisterId, chain: Sequence[HeldPackage], wanted: frozenset[Number]) -> set[str]:
        facts = self._reading.facts(chain[-1].package)
        if wanted.isdisjoint(_borne(facts)):
            return set()
        if facts.disposed:
            return set(
                _minted(other, facts)
            )  # nothing tells any more which identifiers there were beyond their numbers
        return {str(act["id"]) for act in self._acts(chain)}

    def _chains(self, series: str, before: bool) -> Iterator[tuple[RegisterId, list[HeldPackage]]]:
        """The packages of each register of a series; `before` leaves out what this delivery added."""
        chains: dict[str, list[HeldPackage]] = {}
        for package in queries.of_series(self._projection, series):
            chains.setdefault(package.register, []).append(package)
        for register, chain in chains.items():
            kept = list(takewhile(lambda one: one.manifest != self._but, chain)) if before else chain
            if kept:
                yield RegisterId.parse(register), kept

    def _acts(self, chain: Sequence[HeldPackage]) -> Iterable[ActObject]:
        held = [queries.confirmed(self._projection, one) for one in chain]
        if any(one.gone is not None for one in held):
            return ()
        return self._reading.standing([Link(one.package, one.tagmanifest) for one in held]).acts.values()


def _numbers(facts: RegisterFacts) -> Iterator[Number]:
    """The numbers that the acts of a register bear today."""
    yield from ((number, "") for number in expand(facts.numbers))
    yield from ((int(number), suffix) for number, _, suffix in (one.partition("-") for one in facts.suffixed))


def _borne(facts: RegisterFacts) -> set[Number]:
    """Those, and the numbers in identifiers of acts whose number was corrected since."""
    frozen = (ActId.parse(one) for one in known(iter(facts.aliases.values())))
    return {*_numbers(facts), *((one.number, one.suffix) for one in frozen)}


def _minted(register: RegisterId, facts: RegisterFacts) -> Iterator[str]:
    for number, suffix in _borne(facts):
        for ordinal in range(1, 1 + facts.repeated_numbers.get(number, 1)):
            yield str(ActId(register.series, number, suffix, ordinal))
