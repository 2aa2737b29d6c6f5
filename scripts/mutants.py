"""Plant small errors in the rooms that keep the truth, and see whether the tests of these rooms notice them.

mutmut makes all mutants of the files that pyproject.toml names; a sample of them is drawn by a seed, and for each only the tests
that reach the changed function are run. What lived is written to mutants/survivors.diff, each with its change.
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mutmut import __main__ as mutmut
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.workers.isolation import ForkRunner

SURVIVORS = Path("mutants/survivors.diff")
LIVED = ("survived", "no tests")
SLOW = 5.0
"""Seconds; a test that takes longer is asked only about what no quicker one reaches."""


class Quick(ForkRunner):
    """Runs the quick tests that reach a mutant. That all are green is known: who reaches what was noted by running them."""

    def submit(self, mutant_name: str, tests: list[str], cpu_time_limit: int, estimated_time: float) -> None:
        """Start one mutant."""
        took = state().duration_by_test
        near = [test for test in tests if took[test] <= SLOW] or tests
        estimated_time = sum(took[test] for test in near)
        super().submit(mutant_name, near, int(estimated_time) + 20, estimated_time)

    def run_clean_tests(self, tests: Iterable[str]) -> int:
        """Nothing."""
        return 0


def main() -> None:
    """Draw, run, report."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seed", type=int, default=20261129)
    reader.add_argument("--count", type=int, default=240)
    reader.add_argument("--workers", type=int, default=os.cpu_count())
    reader.add_argument("--go-on", action="store_true", help="leave out those that were killed already")
    reader.add_argument("names", nargs="*", help="these mutants in place of a sample")
    asked = reader.parse_args()
    names = asked.names or random.Random(asked.seed).sample(made(), asked.count)
    drawn, names = names, [name for name in names if not (asked.go_on and killed(name))]
    os.environ["PYTHONPATH"] = str(Path("mutants").absolute())  # child processes import what is mutated too
    mutmut.set_mutant_under_test = alone
    mutmut.get_mutant_runner = lambda workers=1: Quick(workers, PytestRunner())
    if names:
        mutmut._run(names, asked.workers)
    report(set(drawn))


def killed(name: str) -> bool:
    """Whether a test noticed this mutant, since its function changed last."""
    mutants, _ = mutmut.collect_source_file_mutation_data(mutant_names=(name,))
    return status_by_exit_code[mutants[0][2]] == "killed"


def alone(name: str | None) -> None:
    """Name the mutant. Who reaches which function is noted in this process alone: children could not note it."""
    set_mutant_under_test(name)
    if name == "stats":
        del os.environ["MUTANT_UNDER_TEST"]


def made() -> list[str]:
    """The names of all mutants, made where a file changed since the last time."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    mutmut.copy_src_dir()
    mutmut.create_mutants(1)
    mutants, _ = mutmut.collect_source_file_mutation_data(mutant_names=())
    return sorted(name for _, name, _ in mutants)


def report(names: set[str]) -> None:
    """Say what became of the mutants, a line a room, and write those that lived with their change."""
    mutants, _ = mutmut.collect_source_file_mutation_data(mutant_names=())
    ends = {name: (status_by_exit_code[code], data.path) for data, name, code in mutants if name in names}
    rooms: dict[str, Counter[str]] = {}
    for name, (end, _) in ends.items():
        rooms.setdefault(name.split(".")[1], Counter())[end] += 1
    for room, counted in sorted(rooms.items()):
        print(f"{room:9} {counted.total():4} mutants: " + ", ".join(f"{n} {end}" for end, n in sorted(counted.items())))
    lived = [(name, end, path) for name, (end, path) in sorted(ends.items()) if end in LIVED]
    SURVIVORS.write_text(
        "\n".join(f"# {name}: {end}\n{get_diff_for_mutant(name, path=path)}" for name, end, path in lived)
    )
    print(f"{len(lived)} of {len(ends)} lived: {SURVIVORS}")


if __name__ == "__main__":
    main()
