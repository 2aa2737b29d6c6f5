"""Completeness over everything held: every register by itself, every series over its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.audit.completeness import NONE, Explanations, Proof, RegisterCompleteness, prove_register
from archive.audit.series import Part, SeriesCompleteness, prove_series
from archive.model.identifiers import RegisterId
from archive.model.records.facts import RegisterFacts


@dataclass(frozen=True, slots=True)
class CompletenessReport:
    """Every register and series is counted by its proof; those with anything to say are listed, in order of identifier."""

    registers: Mapping[Proof, int]
    pages: Mapping[Proof, int]
    acts: Mapping[Proof, int]
    series: Mapping[Proof, int]
    remarkable: tuple[RegisterCompleteness, ...]
    remarkable_series: tuple[SeriesCompleteness, ...]

    @property
    def complete(self) -> bool:
        """Whether every register and every series is proved; of what was disposed of nothing is missing."""
        return all(set(counts) <= {Proof.PROVED, Proof.DISPOSED} for counts in (self.registers, self.series))


def prove_all(facts: Iterable[RegisterFacts], explained: Mapping[str, Explanations]) -> CompletenessReport:
    """Prove the registers that are held; `facts` gives each once, `explained` what the ledger explains, by register.

    ValueError when a register comes twice: the caller decides which version of it stands.
    """
    parts: dict[tuple[str, str], dict[int, Part]] = {}
    remarkable: list[RegisterCompleteness] = []
    registers: Counter[Proof] = Counter()
    pages: Counter[Proof] = Counter()
    acts: Counter[Proof] = Counter()
    for one in facts:
        identifier = RegisterId.parse(one.register)
        volumes = parts.setdefault((str(identifier.series), identifier.copy), {})
        if identifier.part in volumes:
            raise ValueError(f"the facts of {one.register} came twice; give those of its newest version alone")
        volumes[identifier.part] = Part.of(one)
        proved = prove_register(one, explained.get(one.register, NONE))
        registers[proved.proof] += 1
        pages[proved.pages.proof] += 1
        acts[proved.acts.proof] += 1
        if proved.remarkable:
            remarkable.append(proved)
    series = [prove_series(name, copy, volumes.values()) for (name, copy), volumes in sorted(parts.items())]
    return CompletenessReport(
        registers,
        pages,
        acts,
        Counter(one.proof for one in series),
        tuple(sorted(remarkable, key=lambda one: one.register)),
        tuple(one for one in series if one.proof is not Proof.PROVED),
    )
