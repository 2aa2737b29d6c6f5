"""Finding persons by name in either script: `python -m benchmarks.retrieval FOLDER [--records 200000] [--queries 1000]`.

The register has names of our own making and, among them, persons put together of held-out pairs: words that the letter table
never saw, in the spelling that was published. Records with the same name are equally right; equal scores stand in any order.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.model.skeleton import apart, arabic_skeleton
from benchmarks.made_names import Name, derived, given_names, neighbour, persons, surnames
from benchmarks.mistakes import mistyped, respelled
from benchmarks.name_pairs import Pair, attested, read_pairs, split
from benchmarks.register_of_names import NamesRegister
from indexer.names.expand import expand
from indexer.names.table import LetterTable
from indexer.names.terms import terms

TABLE = Path(__file__).parents[1] / "schemas" / "names" / "letters.json"
_ARABIC = re.compile("^ال|[عحصضظذقخط]")
TWO_GIVEN = 0.3
"""The share of persons who have two given names."""
NEIGHBOURS = 4
"""Records for each target that share its names but one, which is one letter away."""
FAMILY = 14
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


def conditions(chance: random.Random) -> dict[str, tuple[str, Callable[[Target], str]]]:
    """By name: the script of the register, and what is asked for a target."""
    return {
        "Latin to Arabic, as is": ("arabic", lambda t: t.latin),
        "reversed": ("arabic", lambda t: " ".join(reversed(t.latin.split()))),
        "one typo": ("arabic", lambda t: mistyped(t.latin, 1, chance)),
        "two typos": ("arabic", lambda t: mistyped(t.latin, 2, chance)),
        "Arabic variants": ("arabic", lambda t: respelled(t.arabic, chance)),
        "Arabic to Arabic, one typo": ("arabic", lambda t: mistyped(t.arabic, 1, chance)),
        "Arabic to Latin": ("latin", lambda t: t.arabic),
        "Latin to other Latin": ("latin", lambda t: t.other_latin),
        "Latin to Latin, one typo": ("latin", lambda t: mistyped(t.latin, 1, chance)),
    }


def measure(table: LetterTable, of: NamesRegister, asked: Sequence[str]) -> tuple[float, float, list[float]]:
    """Recall at 1 and at 10 when question n asks for record n, and the seconds that each expansion took."""
    first = ten = 0.0
    spent = []
    for target, text in enumerate(asked):
        before = time.perf_counter()
        expanded = [expand(word, of.dictionary, table) for word in terms(text)]
        spent.append(time.perf_counter() - before)
        scores = of.scores(expanded)
        first += of.found(scores, target, 1)
        ten += of.found(scores, target, 10)
    return first / len(asked), ten / len(asked), spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--table", type=Path, default=TABLE)
    asked = parser.parse_args()
    table = LetterTable.of(asked.table.read_bytes())
    chance = random.Random(asked.seed)
    known = held_out(asked.folder)
    wanted = targets(known, asked.queries, chance)
    names = register(asked.records, wanted, chance)
    registers = {
        "arabic": NamesRegister([terms(name.arabic) for name in names]),
        "latin": NamesRegister([terms(name.latin) for name in names]),
    }
    words = {script: len(of.dictionary) for script, of in registers.items()}
    print(f"{len(names)} records, {words} distinct words, {len(wanted)} persons of {len(known)} held-out names")
    print("| Asked | recall at 1 | at 10 | expansion, ms: median | p95 |\n|---|---|---|---|---|")
    for name, (script, ask) in conditions(chance).items():
        first, ten, spent = measure(table, registers[script], [ask(target) for target in wanted])
        median, high = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
        print(f"| {name} | {first:.3f} | {ten:.3f} | {median * 1000:.1f} | {high * 1000:.1f} |", flush=True)


if __name__ == "__main__":
    main()
