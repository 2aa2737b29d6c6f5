"""Finding persons by name in either script: `python -m benchmarks.retrieval FOLDER [--records 200000] [--queries 1000]`.

The register has names of our own making and, among them, persons put together of held-out pairs: words that the letter table
never saw, in the spelling that was published. Records with the same name are equally right; equal scores stand in any order.
FOLDER has the pairs that benchmarks/training.py reads; `--communes FILE` also measures places by their two published names.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.baselines_of_names import FuzzinessAuto, Phonetic, Trigrams, VowelLess, recall
from benchmarks.held_out_persons import Target, held_out, register, targets
from benchmarks.measuring import machine
from benchmarks.mistakes import mistyped, respelled
from benchmarks.register_of_names import APART, PERSON, NamesRegister
from indexer.names.analysis.terms import terms
from indexer.names.letter_model.letter_table import LetterTable
from indexer.query_parser.expansion import Expander, whole_names
from indexer.query_parser.grammar import understood

TABLE = Path(__file__).parents[1] / "schemas" / "names" / "letters.json"
COLUMNS = (
    "recall at 1 | at 10 | on its page | of these this person | expansion, CPU ms: median | p95 |\n" + "|---" * 7 + "|"
)
HARD = 0.55
"""What vowel-less Jaro-Winkler may reach at 10 on names as they are: above it the register is too easy to say anything."""


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


@dataclass(frozen=True, slots=True)
class Recall:
    """When question n asks for record n: recall at 1 and at 10 over all groups of the answer, one after another; on the page of
    its own group, as an answer shows it; of that in *this person*; and the seconds of a processor that each expansion took."""

    first: float
    ten: float
    shown: float
    person: float
    spent: Sequence[float]


def measure(table: LetterTable, of: NamesRegister, asked: Sequence[str]) -> Recall:
    """Put every question to a register, nothing remembered from the one before."""
    first = ten = shown = person = 0.0
    spent = []
    for target, text in enumerate(asked):
        before = time.process_time()
        said = understood(text)
        words = Expander(of.dictionary, table).spelled(said.words, max(1, len(said.words)))
        spent.append(time.process_time() - before)
        scores = of.scores(words, whole_names(said))
        first += of.found(scores, target, 1)
        ten += of.found(scores, target, 10)
        found = of.shown(scores, target)
        shown += found
        person += found * (scores[target] >= PERSON * APART)
    return Recall(*(part / len(asked) for part in (first, ten, shown, person)), spent)


def tell(name: str, found: Recall) -> None:
    """One line of the table."""
    recall = (f"{share:.3f}" for share in (found.first, found.ten, found.shown, found.person))
    took = (statistics.median(found.spent), statistics.quantiles(found.spent, n=20)[-1])
    print(f"| {name} | {' | '.join([*recall, *(f'{1000 * one:.1f}' for one in took)])} |", flush=True)


def baselines(names: Sequence[str], other: Sequence[str], wanted: Sequence[Target], chance: random.Random) -> None:
    """The same questions to what others do, on the Arabic register; fuzziness also where both sides are Latin."""
    print(
        "\n| Others | as is: at 1 | at 10 | one typo: at 1 | at 10 | two typos: at 1 | at 10 |\n|---|---|---|---|---|---|---|"
    )
    ways = (
        ("vowel-less Jaro-Winkler", VowelLess, names),
        ("ICU and trigrams", Trigrams, names),
        ("phonetic key", Phonetic, names),
        ("fuzziness AUTO", FuzzinessAuto, names),
        ("fuzziness AUTO, Latin to Latin", FuzzinessAuto, other),
    )
    for title, way, records in ways:
        made, whole, cells = way(records), np.array(records), []
        for typos in range(3):
            first = ten = 0.0
            for at, target in enumerate(wanted):
                scores, same = made.scores(mistyped(target.latin, typos, chance)), whole == records[at]
                first += recall(scores, same, at, 1) / len(wanted)
                ten += recall(scores, same, at, 10) / len(wanted)
            cells += [f"{first:.3f}", f"{ten:.3f}"]
        hard = float(cells[1]) <= HARD
        remark = (
            "" if way is not VowelLess else f" (hard enough: {'yes' if hard else 'NO, these figures do not count'})"
        )
        print(f"| {title}{remark} | {' | '.join(cells)} |", flush=True)


def communes(table: LetterTable, path: Path, chance: random.Random) -> None:
    """Every commune by its Arabic and French names, each asked in the other script, and with one typo."""
    known = json.loads(path.read_text("utf-8"))["communes"]
    arabic, french = ([one[f"name_{language}"] for one in known] for language in ("ar", "fr"))
    print(f"\n| {len(known)} communes | {COLUMNS}")
    in_arabic, in_french = (NamesRegister([terms(name) for name in names]) for names in (arabic, french))
    tell("French to Arabic", measure(table, in_arabic, french))
    tell("French to Arabic, one typo", measure(table, in_arabic, [mistyped(name, 1, chance) for name in french]))
    tell("Arabic to French", measure(table, in_french, arabic))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--others", type=int, default=200, help="questions put to the baselines; 0 leaves them out")
    parser.add_argument("--communes", type=Path)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--table", type=Path, default=TABLE)
    asked = parser.parse_args()
    table = LetterTable.of(asked.table.read_bytes())
    chance = random.Random(asked.seed)
    known = held_out(asked.folder)
    wanted = targets(known, asked.queries, chance)
    names = register(asked.records, wanted, chance)
    print(f"{machine()}\n{len(names)} records, {len(wanted)} persons of {len(known)} held-out names")
    questions = conditions(chance)
    for script in ("arabic", "latin"):
        of = NamesRegister([terms(getattr(name, script)) for name in names])
        print(f"\n| {script} register, {len(of.dictionary)} words | {COLUMNS}")
        for name, (where, ask) in questions.items():
            if where == script:
                tell(name, measure(table, of, [ask(target) for target in wanted]))
    if asked.others:
        spelled = [[getattr(name, script) for name in names] for script in ("arabic", "latin")]
        baselines(spelled[0], spelled[1], wanted[: asked.others], chance)
    if asked.communes:
        communes(table, asked.communes, chance)


if __name__ == "__main__":
    main()
