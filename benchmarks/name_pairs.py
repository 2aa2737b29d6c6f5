"""Published pairs of spellings, read by our own tokeniser and split by name: nothing of the held-out side is trained on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.terms import terms

HELD_OUT_PERCENT = 15


@dataclass(frozen=True, slots=True)
class Pair:
    """One Latin and one Arabic spelling as terms, as published, and how often the pair was seen."""

    latin: str
    arabic: str
    count: int
    written_latin: str = ""
    written_arabic: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """Pairs to train on, and pairs held out: no Arabic name and no Latin spelling of the one side is on the other."""

    training: tuple[Pair, ...]
    held_out: tuple[Pair, ...]


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """Every pair that is one term on both sides; the counts of spellings that are one term are added up."""
    counts: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], tuple[int, str, str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            latin, arabic, count = line.split("\t")
            one, other = terms(latin), terms(arabic)
            if len(one) == len(other) == 1 and _comparable(one[0], other[0]):
                key = one[0], other[0]
                counts[key] += int(count)
                written[key] = max(written.get(key, (0, "", "")), (int(count), latin, arabic))
    return tuple(Pair(*key, count, *written[key][1:]) for key, count in sorted(counts.items()))


def _comparable(latin: str, arabic: str) -> bool:
    whole = latin.isascii() and latin.isalpha() and arabic.isalpha()
    return whole and script_of(arabic) is Script.ARABIC and 2 <= len(latin) <= 20 and 2 <= len(arabic) <= 16


def split(pairs: Iterable[Pair]) -> Split:
    """Hold out a fixed share of the Arabic names, by their digest, and train on what shares no spelling with them."""
    known = tuple(pairs)
    held_out = tuple(pair for pair in known if _held_out(pair.arabic))
    spelled = {pair.latin for pair in held_out}
    return Split(tuple(p for p in known if not _held_out(p.arabic) and p.latin not in spelled), held_out)


def _held_out(arabic: str) -> bool:
    return int.from_bytes(hashlib.sha256(arabic.encode()).digest()[:4]) % 100 < HELD_OUT_PERCENT


def attested(pairs: Iterable[Pair], everything: Iterable[Pair], least: int = 2, share: float = 0.5) -> tuple[Pair, ...]:
    """Pairs seen at least `least` times that are at least this share of their Latin spelling: the rest is often misaligned.

    The data pair the words of published labels by position, so that a title or a second name may face the wrong word.
    """
    totals: Mapping[str, int] = Counter()
    for pair in everything:
        totals[pair.latin] += pair.count  # type: ignore[index]
    return tuple(p for p in pairs if p.count >= least and p.count >= share * totals[p.latin])
