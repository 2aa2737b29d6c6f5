"""Persons put together of held-out names, and a register of names of our own making in which they are to be found."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.model.texts.consonant_skeleton import apart, arabic_skeleton
from benchmarks.made_names import Name, derived, given_names, neighbour, persons, surnames
from benchmarks.name_pairs import Pair, attested, read_pairs, split

_ARABIC = re.compile("^ال|[عحصضظذقخط]")
TWO_GIVEN = 0.3
"""The share of persons who have two given names."""
NEIGHBOURS = 4
"""Records for each target that share its names but one, which is one letter away."""
FAMILY = 12
"""Records for each target whose names have the consonants of its own and other vowels."""


@dataclass(frozen=True, slots=True)
class Target:
    """A held-out person: given name and surname in both scripts, and in another published Latin spelling."""

    arabic: str
    latin: str
    other_latin: str


def held_out(folder: Path) -> dict[str, list[Pair]]:
    """Held-out pairs by Arabic name: attested, of Arabic names, and with about the same consonants (else they are misaligned)."""
    everything = read_pairs(folder)
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in attested(split(everything).held_out, everything):
        right = apart(pair.arabic, pair.latin, 3) <= len(arabic_skeleton(pair.arabic)) // 3
        if _ARABIC.search(pair.written_arabic) and right and pair.arabic != "عبد":
            found[pair.arabic].append(pair)
    return found


def targets(known: dict[str, list[Pair]], number: int, chance: random.Random) -> list[Target]:
    """Persons of held-out names: given names and spellings drawn by how often they were seen, surnames evenly."""
    names = list(known)
    counts = [sum(pair.count for pair in known[name]) for name in names]
    found = []
    while len(found) < number:
        given = chance.choices(names, counts, k=2 if chance.random() < TWO_GIVEN else 1)
        parts = dict.fromkeys((*given, chance.choice(names)))
        if len(parts) == len(given) + 1:
            drawn = [_drawn(known[name], chance) for name in parts]
            others = [_drawn([p for p in known[p_.arabic] if p != p_] or [p_], chance) for p_ in drawn]
            arabic, latin = ([getattr(p, part) for p in drawn] for part in ("written_arabic", "written_latin"))
            found.append(Target(" ".join(arabic), " ".join(latin), " ".join(p.written_latin for p in others)))
    return found


def _drawn(pairs: Sequence[Pair], chance: random.Random) -> Pair:
    return chance.choices(pairs, [pair.count for pair in pairs])[0]


def register(number: int, wanted: Sequence[Target], chance: random.Random) -> list[Name]:
    """The names of a register, the targets first, then their neighbours, then names of our own making."""
    given, family = given_names(), surnames(int(number**0.85), chance)
    made = [Name(target.arabic, target.latin) for target in wanted]
    for target in wanted:
        parts = [Name(*pair) for pair in zip(target.arabic.split(), target.latin.split(), strict=True)]
        for turn in range(NEIGHBOURS):
            at = turn % len(parts)
            made.append(_whole([*parts[:at], neighbour(parts[at], chance), *parts[at + 1 :]]))
        made += [_whole([derived(part, chance) for part in parts]) for _ in range(FAMILY)]
    for one, other in persons(number - len(made), given, family, chance):
        more = chance.choice(given) if chance.random() < TWO_GIVEN else one
        made.append(_whole([one, other] if more == one else [one, more, other]))
    return made


def _whole(parts: Sequence[Name]) -> Name:
    return Name(" ".join(part.arabic for part in parts), " ".join(part.latin for part in parts))
