"""Do the engines agree? `python -m benchmarks.agreement [--documents 5000] [--questions 1000] [--elasticsearch URL]`.

The same documents and the same questions, with filters, for the reference scoring (no engine), the embedded engine and, when
its address is given, Elasticsearch. Compared are the number of answers, the counts of every facet and the first hundred, ties
as sets; the group of ties that the hundredth cuts must be of documents that have that score. Exits 1 when one answer differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.made_documents import questions, register
from indexer.documents.document import Document
from indexer.documents.engine_documents import cards
from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine
from indexer.names.analysis.terms import terms as tokenise
from indexer.names.letter_model.letter_table import LetterTable
from indexer.query_parser.expansion import Expander
from indexer.query_parser.grammar import understood
from indexer.query_parser.groups import Group
from indexer.question.query import Scored, Terms, ranked
from indexer.question.results import Results, counted

FIRST = 100
TABLE = Path(__file__).parents[1] / "schemas" / "names" / "letters.json"


def differs(answer: Results, reference: Sequence[Scored]) -> str | None:
    """What is different of an answer; None when nothing is."""
    if answer.total != len(reference):
        return f"{answer.total} answers, {len(reference)} by the reference"
    if [hit.score for hit in answer.hits] != [hit.score for hit in reference[:FIRST]]:
        return "other scores among the first hundred"
    if answer.facets != counted(one.document for one in reference):
        return "other counts of a facet"
    for score in {hit.score for hit in answer.hits}:
        there = {hit.document.id for hit in answer.hits if hit.score == score}
        wanted = {hit.document.id for hit in reference if hit.score == score}
        if not there <= wanted or (there != wanted and score != answer.hits[-1].score):
            return f"another group of ties at {score}"
    return None


def filled(engine: Engine, documents: Sequence[Document]) -> float:
    """Index them in three commits; documents a second."""
    started = time.perf_counter()
    with engine.begin() as writing:
        for part in range(3):
            writing.add(cards(documents[part::3], tokenise))
            writing.commit(part + 1)
        writing.swap()
    return len(documents) / (time.perf_counter() - started)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=5_000)
    options.add_argument("--questions", type=int, default=1_000)
    options.add_argument("--elasticsearch", metavar="URL")
    asked = options.parse_args()
    chance = random.Random(1915)
    documents = list(register(asked.documents, chance))
    terms = {one.id: Terms.of(one) for one in documents}
    table = LetterTable.of(TABLE.read_bytes())
    letters = table.digest
    with tempfile.TemporaryDirectory() as folder:
        engines: dict[str, Engine] = {"embedded": EmbeddedEngine(Path(folder), letters)}
        if asked.elasticsearch:
            engines["elasticsearch"] = ElasticEngine(Server(asked.elasticsearch), "khizana-agreement", letters)
        for name, engine in engines.items():
            print(f"{name}: {filled(engine, documents):,.0f} documents a second")
        versions = {engine.dictionary().version for engine in engines.values()}
        print(f"dictionaries that differ: {len(versions) - 1}")
        wrong = 0
        answered = 0
        took: dict[str, float] = dict.fromkeys(engines, 0.0)
        expander = Expander(engines["embedded"].dictionary(), table)
        for text in questions(asked.questions, chance):
            put = expander.group(understood(text), Group.PERSON, limit=FIRST, facets=True)
            if put is None:
                continue
            reference = ranked(documents, put, terms)
            answered += bool(reference)
            for name, engine in engines.items():
                started = time.perf_counter()
                answer = engine.search(put)
                took[name] += time.perf_counter() - started
                said = differs(answer, reference)
                if said is not None:
                    wrong += 1
                    print(f"{name}: {text!r}: {said}", file=sys.stderr)
        for engine in engines.values():
            engine.close()
    for name, seconds in took.items():
        print(f"{name}: {1000 * seconds / asked.questions:.1f} ms a question on average, with facets")
    print(f"{asked.questions} questions, {answered} with answers, {wrong} answered otherwise")
    return 1 if wrong or len(versions) > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
