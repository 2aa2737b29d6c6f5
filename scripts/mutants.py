"""Plant small errors in the rooms that keep the truth, and see whether the tests of these rooms notice them.

mutmut makes all mutants of the files that pyproject.toml names; a sample of them is drawn by a seed, and for each only the tests
that reach the changed function are run. What lived is written to mutants/survivors.diff, each with its change.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from mutmut import __main__ as mutmut
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.stats import status_by_exit_code

SURVIVORS = Path("mutants/survivors.diff")
LIVED = ("survived", "no tests")


def main() -> None:
    """Draw, run, report."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seed", type=int, default=20261129)
    reader.add_argument("--count", type=int, default=240)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("names", nargs="*", help="these mutants in place of a sample")
    asked = reader.parse_args()
    names = asked.names or random.Random(asked.seed).sample(made(), asked.count)
    mutmut._run(names, asked.workers)
    report(set(names))


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
