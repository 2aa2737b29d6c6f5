"""The floors of indexer/names/letter_model/closeness.py on held-out pairs: `python -m benchmarks.thresholds FOLDER`.

For each floor and gap: how many true pairs stay strong, and how many words a query takes for its own, in a dictionary of made
names that has the true words. The rule: the fewest words that keep .92 as they are written. FOLDER as of benchmarks.training.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.held_out_persons import held_out
from benchmarks.made_names import surnames
from benchmarks.measuring import header, machine
from benchmarks.mistakes import mistyped
from benchmarks.name_pairs import attested, read_pairs, split
from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.terms import terms
from indexer.names.expansion.expand import expand, met
from indexer.names.letter_model.agreement import disagree
from indexer.names.letter_model.closeness import OWN, Closeness, unlike_names
from indexer.names.letter_model.letter_table import LetterTable
from indexer.names.letter_model.noisy_channel import Floats
from indexer.names.register_words.register_dictionary import Dictionary
from khizana import resources

UNLIKE = ((0.3, 0.2), (0.4, 0.2))
"""Floors that are tried again with a higher one for words that are written like no name, as the program has it."""
FLOORS = ((0.3, 0.2), (0.3, 0.3), (0.3, None), (0.5, None), (0.2, 0.2), (0.4, 0.2))
Asked = tuple[str, str]
"""What is asked, and the stored word that is right."""


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--words", type=int, default=30_000)
    options.add_argument("--pairs", type=int, default=300)
    asked = options.parse_args()
    chance, table = random.Random(7), LetterTable.of(resources.letters())
    known = [pair for pairs in held_out(asked.folder).values() for pair in pairs]
    drawn = chance.sample(known, min(asked.pairs, len(known)))
    made = {
        term for name in surnames(asked.words, chance) for text in (name.arabic, name.latin) for term in terms(text)
    }
    columns: dict[str, Sequence[Asked]] = {
        "Latin to Arabic": [(pair.latin, pair.arabic) for pair in drawn],
        "Arabic to Latin": [(pair.arabic, pair.latin) for pair in drawn],
        "Latin, one error": [(mistyped(pair.latin, 1, chance), pair.latin) for pair in drawn],
        "Latin to Arabic, one error": [(mistyped(pair.latin, 1, chance), pair.arabic) for pair in drawn],
    }
    words = Dictionary.of(dict.fromkeys([*made, *(p.latin for p in drawn), *(p.arabic for p in drawn)], 1))
    print(machine())
    print(f"{len(drawn)} pairs among {len(words):,} words: true pairs that are strong, words a query\n")
    print(_disagreeing(asked.folder) + "\n")
    print(header("floor, gap", *columns))
    measured = {name: [_shares(one, right, words, table) for one, right in pairs] for name, pairs in columns.items()}
    print(
        f"| **as the program does** | {' | '.join(_as_it_is(pairs, words, table) for pairs in columns.values())} |",
        flush=True,
    )
    for unlike, floors in ((0.0, FLOORS), (OWN, UNLIKE)):
        for floor, gap in floors:
            cells = (_cell(several, floor, gap, unlike) for several in measured.values())
            name = f"{floor}, {gap if gap is not None else 'none'}{f'; unlike names {unlike}' if unlike else ''}"
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


Measured = tuple[float | None, Floats, bool]
"""The share of the right word, None where it was not met, those of all words of its script but the very one asked, and whether
that one is written like no name."""


def _shares(asked: str, right: str, words: Dictionary, table: LetterTable) -> Measured:
    script, own_script = script_of(right), script_of(asked)
    shelf = words.shelves[script]
    if script is Script.OTHER or own_script is Script.OTHER:
        return None, np.zeros(0), False
    rows, _, found = met(asked, own_script, script, shelf, table)
    own = found[rows == shelf.row(right)]
    unlike = unlike_names(table.channels[own_script, own_script], asked)
    return (float(own[0]) if len(own) else None), found[rows != shelf.row(asked)], unlike


def _as_it_is(pairs: Sequence[Asked], words: Dictionary, table: LetterTable) -> str:
    """The program's own choice: the floors in bold, and words that disagree left to their bearers (`agreement`)."""
    kept, taken = 0, 0
    for asked, right in pairs:
        strong = {one.word for one in expand(asked, words, table) if one.close is Closeness.STRONG}
        kept += right in strong
        taken += sum(one != asked and script_of(one) is script_of(right) for one in strong)
    return f"{kept / len(pairs):.3f}, {taken / len(pairs):.1f}"


def _disagreeing(folder: Path) -> str:
    """How many pairs to train on disagree, that is, are held for two names."""
    everything = read_pairs(folder)
    trained = attested(split(everything).training, everything)
    share = sum(disagree(pair.latin, pair.arabic) for pair in trained) / len(trained)
    return f"of {len(trained):,} pairs to train on {share:.3f} disagree"


def _cell(several: Sequence[Measured], least_sure: float, gap: float | None, unlike_sure: float) -> str:
    kept, taken = 0, 0
    for right, others, unlike in several:
        floor = max(least_sure, unlike_sure) if unlike else least_sure
        least = floor if gap is None or not len(others) else max(floor, float(others.max()) - gap)
        kept += right is not None and right >= least
        taken += int((others >= least).sum())
    return f"{kept / len(several):.3f}, {taken / len(several):.1f}"


if __name__ == "__main__":
    main()
