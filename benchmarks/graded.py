"""Graded questions about persons: `python -m benchmarks.graded [--acts 2000] [--each 25] [--elasticsearch URL] [--seed N]`.

Eight classes: the full name as written, in the other script, with a typing error, a given name and a year, a child with the
given names of father and mother in one breath, an officer alone, somebody whom no act names, nonsense. Acts and names are made
by no code of the register maker; who is meant is known, so each answer is right or wrong. A spelling that two names share makes
both right. No threshold was chosen by these questions: benchmarks/thresholds.py says by what.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.graded_acts import KIN, Act, Person, acts
from benchmarks.graded_asking import Answer, asking
from benchmarks.graded_names import FAMILY, FEMALE, MALE, Known
from benchmarks.measuring import header, machine
from benchmarks.mistakes import mistyped
from indexer.documents.engine_documents import cards
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine
from indexer.names.analysis.terms import terms
from indexer.names.letter_model.letter_table import LetterTable
from khizana import resources

FEW = 5
"""Acts at most that name whom a question is about, so that ten have room for all."""
TEN = 10
OWN = ("child", "deceased", "husband", "wife")
ANYBODY = (*KIN, "declarant", "witness")


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, which acts are right (`bears`, of which `own` have the person as principal), and which one was meant."""

    kind: str
    text: str
    bears: Callable[[Act], bool] = lambda act: False
    own: Callable[[Act], bool] = lambda act: False
    target: str = ""


def questions(kept: Sequence[Act], each: int, chance: random.Random) -> Iterator[Question]:
    """So many of each class."""
    named = Counter((one.given, one.family) for act in kept for one in set(act.who(*ANYBODY)))
    known = [act for act in kept if named[_key(act.persons[0])] <= FEW]
    for act in chance.sample(known, each):
        yield _full("full name", act, _written(act, chance))
    for act in chance.sample([act for act in known if len(act.scripts) == 1], each):
        other = "latin" if act.scripts == ("ar",) else "ar"
        yield _full("other script", act, _spelled(act.persons[0], other, chance))
    for act in chance.sample(known, each):
        yield _full("typing error", act, mistyped(_written(act, chance), 1, chance))
    for act in chance.sample(known, each):
        yield _given_and_year(act, chance)
    for act in chance.sample([act for act in known if act.event == "birth"], each):
        yield _family(act, chance)
    yield from _officers(kept, each, chance)
    yield from _nobody(named, each, chance)
    for _ in range(each):
        words = ("".join(chance.choices("bcdfghjklmnpqrstvwxz", k=chance.randrange(5, 9))) for _ in range(2))
        yield Question("nonsense", " ".join(words))


def _key(person: Person) -> tuple[tuple[Known, ...], Known]:
    return person.given, person.family


def _full(kind: str, act: Act, text: str) -> Question:
    who = act.persons[0]
    return Question(kind, text, lambda one: _bears(one, who, ANYBODY), lambda one: _bears(one, who, OWN), act.id)


def _given_and_year(act: Act, chance: random.Random) -> Question:
    given = Person("", act.persons[0].given[:1], act.persons[0].family)

    def bears(one: Act, roles: Sequence[str]) -> bool:
        return one.year == act.year and any(
            _same(name, given.given[0]) for who in one.who(*roles) for name in who.given
        )

    name = _word(given.given[0], chance.choice(act.scripts), chance)
    return Question(
        "given name, year", f"{name} {act.year}", lambda one: bears(one, ANYBODY), lambda one: bears(one, OWN), act.id
    )


def _family(act: Act, chance: random.Random) -> Question:
    child, father, mother = act.persons[:3]
    script = chance.choice(("ar", "latin"))
    words = [_spelled(child, script, chance), *(_word(one.given[0], script, chance) for one in (father, mother))]

    def right(one: Act) -> bool:
        parents = all(
            any(_same(name, who.given[0]) for other in one.who(who.role) for name in other.given)
            for who in (father, mother)
        )
        return parents and _bears(one, child, OWN)

    return Question("child, father, mother", " ".join(words), right, right, act.id)


def _officers(kept: Sequence[Act], each: int, chance: random.Random) -> Iterator[Question]:
    officers = list(dict.fromkeys(one for act in kept for one in act.who("officer")))
    for at in range(each):
        who = officers[at % len(officers)]
        bears: Callable[[Act], bool] = lambda one, who=who: _bears(one, who, ANYBODY)  # type: ignore[misc]  # noqa: E731
        yield Question("officer alone", _spelled(who, chance.choice(("ar", "latin")), chance), bears, bears)


def _nobody(named: Counter[tuple[tuple[Known, ...], Known]], each: int, chance: random.Random) -> Iterator[Question]:
    """Names that stand in the registers, put together as nobody bears them."""
    made = 0
    while made < each:
        given, family = chance.choice((*MALE, *FEMALE)), chance.choice(FAMILY)
        if any(_same(family, other) and any(_same(given, name) for name in names) for names, other in named):
            continue
        made += 1
        yield Question("nobody", _spelled(Person("", (given,), family), chance.choice(("ar", "latin")), chance))


def _bears(act: Act, who: Person, roles: Sequence[str]) -> bool:
    """Whether a person of the act has every name that was asked."""
    return any(
        _same(one.family, who.family) and all(any(_same(name, other) for other in one.given) for name in who.given)
        for one in act.who(*roles)
    )


@cache
def _spellings(name: Known) -> frozenset[str]:
    return frozenset(term for text in (name.arabic, *name.latin) for term in terms(text))


def _same(one: Known, other: Known) -> bool:
    return one == other or not _spellings(one).isdisjoint(_spellings(other))


def _word(name: Known, script: str, chance: random.Random) -> str:
    return name.arabic if script == "ar" else chance.choice(name.latin)


def _written(act: Act, chance: random.Random) -> str:
    """The name of the principal in one of the spellings that the act was keyed in, in either order."""
    script = chance.choice(act.scripts)
    who = act.json["persons"][0]
    words = [who["given"][script]["value"], who["surname"][script]["value"]]
    return " ".join(words if chance.random() < 0.7 else reversed(words))


def _spelled(who: Person, script: str, chance: random.Random) -> str:
    return " ".join(_word(name, script, chance) for name in (*who.given, who.family))


@dataclass(frozen=True, slots=True)
class Graded:
    """One question: of the first ten, how many are right; is the first; is the act that was meant there, or near."""

    precision: float
    first: bool
    found: bool
    with_near: bool
    nobody: bool
    officers: bool


def grade(question: Question, answer: Answer, by_id: dict[str, Act]) -> Graded:
    """Judge an answer."""
    shown = [by_id[name] for name in answer.hits[:TEN]]
    right = [question.bears(act) for act in shown]
    return Graded(
        precision=sum(right) / len(right) if right else 0.0,
        first=bool(shown) and question.own(shown[0]),
        found=question.target in answer.hits[:TEN],
        with_near=question.target in (*answer.hits[:TEN], *answer.near[: 2 * TEN]),
        nobody=answer.nobody,
        officers=any(not good for good in right),
    )


def main() -> int:
    """Print the table of each engine."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--acts", type=int, default=2_000)
    options.add_argument("--each", type=int, default=25)
    options.add_argument("--seed", type=int, default=1956)
    options.add_argument("--elasticsearch", metavar="URL")
    options.add_argument("--wrong", action="store_true", help="print the questions that were answered wrongly")
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    kept = list(acts(asked.acts, chance))
    by_id = {act.id: act for act in kept}
    put = list(questions(kept, asked.each, chance))
    table = LetterTable.of(resources.letters())
    print(machine())
    print(f"{len(put)} questions over {len(kept):,} acts, seed {asked.seed}")
    with tempfile.TemporaryDirectory() as folder:
        engines: dict[str, Engine] = {"embedded": EmbeddedEngine(Path(folder), table.digest)}
        if asked.elasticsearch:
            from indexer.engine.elastic import ElasticEngine, Server

            engines["elasticsearch"] = ElasticEngine(Server(asked.elasticsearch), "khizana-graded", table.digest)
        for name, engine in engines.items():
            with engine.begin() as writing:
                writing.add(cards((act.document() for act in kept), terms))
                writing.commit(1)
                writing.swap()
            tell(name, put, asking(engine, table), by_id, asked.wrong)
    return 0


def tell(name: str, put: Sequence[Question], ask: Callable[[str], Answer], by_id: dict[str, Act], wrong: bool) -> None:
    """One table: each class, then those with a person in mind together."""
    print(f"\n{name}\n" + header("class", "precision at 10", "right first", "found", "with near", "nobody said"))
    graded: dict[str, list[Graded]] = {}
    times, worked = [], []
    for question in put:
        begun, before = time.perf_counter(), time.process_time()
        answer = ask(question.text)
        times.append(time.perf_counter() - begun)
        worked.append(time.process_time() - before)
        found = grade(question, answer, by_id)
        graded.setdefault(question.kind, []).append(found)
        if wrong and question.target and (found.precision < 1 or not found.first):
            print(f"{question.kind}: {question.text} {found}", file=sys.stderr)
        if wrong and question.kind in ("nobody", "nonsense") and not found.nobody:
            print(f"{question.kind}: {question.text} {answer.hits[:3]}", file=sys.stderr)
    for kind, several in graded.items():
        print(_row(kind, several))
    print(_row("all with a person in mind", [one for q, one in _pairs(put, graded) if q.target]))
    print(_row("all without", [one for q, one in _pairs(put, graded) if not q.target and q.kind != "officer alone"]))
    officers = graded["officer alone"]
    print(f"officers answering unasked: {sum(one.officers for one in officers)} of {len(officers)}")
    for clock, taken in (("by the clock", times), ("of our own process", worked)):
        cuts = statistics.quantiles(taken[len(taken) // 10 :], n=20)
        print(f"ms a question with all groups, {clock}: p50 {1000 * cuts[9]:.1f}, p95 {1000 * cuts[18]:.1f}")


def _pairs(put: Sequence[Question], graded: dict[str, list[Graded]]) -> Iterator[tuple[Question, Graded]]:
    left = {kind: iter(several) for kind, several in graded.items()}
    return ((question, next(left[question.kind])) for question in put)


def _row(kind: str, several: Sequence[Graded]) -> str:
    parts = ("precision", "first", "found", "with_near", "nobody")
    cells = (f"{sum(getattr(one, part) for one in several) / max(1, len(several)):.3f}" for part in parts)
    return f"| {kind} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
