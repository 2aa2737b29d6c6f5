"""Acts through their schema and every rule on one register: how many a CPU second, on made acts.

Each block of acts is parsed anew and timed alone, many times over, and the fastest time of each block counts. Parsing is timed
beside it and not counted, because the acts come to the rules as a stream of objects.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from archive import published
from archive.check.engine.act_stream import judged_acts
from archive.check.engine.rule_runner import RuleRunner
from archive.check.reference import Nothing, Reference
from archive.check.rules.files.any.schema_named import ACT
from archive.check.schemas import Schemas
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView, views_of
from archive.delivery.facts.batch import DeliveredAct
from archive.delivery.folder import FolderSource
from archive.delivery.keyed_tables.json_acts import acts
from archive.delivery.receive import receive
from benchmarks.measuring import machine
from register_maker.maker import make

ACTS, BLOCK, ROUNDS = 2_000, 50, 25
TARGET = 20_000
Lines = list[bytes]


def main() -> None:
    """Print acts a second, and what each step costs."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "delivery"
        make(root, acts=ACTS, seed=11, images=False)
        blocks = list(_blocks(root))
    reference = Reference(published.schemas(), published.countries(), Nothing())
    schemas = Schemas(reference.schemas)

    def parse(register: RegisterView, lines: Lines) -> Callable[[], object]:
        return lambda: _parsed(lines)

    def follow(register: RegisterView, lines: Lines) -> Callable[[], object]:
        read = _parsed(lines)
        return lambda: [schemas.follows(ACT, act.content, plain=act.plain) for act in read]

    def see(register: RegisterView, lines: Lines) -> Callable[[], object]:
        read = _parsed(lines)
        return lambda: [ActView(act) for act in read]

    def every(register: RegisterView, lines: Lines) -> Callable[[], object]:
        read, runner = _parsed(lines), RuleRunner.over(register, reference.profile, whole=False)
        return lambda: sum(1 for _ in judged_acts(read, register, schemas, runner, reference.profile))

    count = sum(len(lines) for _, lines in blocks)
    print(
        f"{count} acts of {sum(sum(map(len, lines)) for _, lines in blocks) // count} bytes in blocks of {BLOCK}, {rounds} rounds"
    )
    for name, step in (("parse", parse), (f"schema ({ACT})", follow), ("view", see), ("schema and all rules", every)):
        spent = _fastest(blocks, step, rounds) / count
        print(f"{name}: {spent * 1e6:.1f} µs an act, {1 / spent:,.0f} acts a CPU second")
    print("target:", "met" if 1 / spent >= TARGET else "not met", f"({TARGET:,} through schema and all rules)")


def _blocks(root: Path) -> Iterator[tuple[RegisterView, Lines]]:
    batch = receive(FolderSource(root))
    reference = Reference(published.schemas(), published.countries(), Nothing())
    for register in views_of(batch, batch.registers, reference).values():
        path = register.delivered.acts or ""
        if path.endswith(".jsonl"):
            with (root / path).open("rb") as stream:
                while lines := list(islice(stream, BLOCK)):
                    yield register, lines


def _parsed(lines: Lines) -> list[DeliveredAct]:
    return [act for act in acts("acts.jsonl", lines) if isinstance(act, DeliveredAct)]


def _fastest(
    blocks: list[tuple[RegisterView, Lines]],
    step: Callable[[RegisterView, Lines], Callable[[], object]],
    rounds: int,
) -> float:
    """CPU seconds of all blocks, each by its fastest round; what the step prepares is not timed."""
    best = [float("inf")] * len(blocks)
    for _ in range(rounds):
        for position, (register, lines) in enumerate(blocks):
            ready = step(register, lines)
            before = time.process_time()
            ready()
            best[position] = min(best[position], time.process_time() - before)
    return sum(best)


if __name__ == "__main__":
    main()
