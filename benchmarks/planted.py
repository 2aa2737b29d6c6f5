"""How many planted defects the check finds, and how many it invents: `python -m benchmarks.planted --seed S`.

The register maker invents a delivery and spreads defects of mixed kinds over it; its truth file says where each must be named.
A finding that the truth lists as coming with a defect is neither found nor a false alarm.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khizana.service.intake import intake
from register_maker.maker import make

Named = tuple[str, str]
"""A code and a place."""


@dataclass(frozen=True, slots=True)
class Score:
    """Defects found and missed, findings that come with a defect, and findings that nothing explains."""

    found: list[Named] = field(default_factory=list)
    missed: list[Named] = field(default_factory=list)
    following: list[Named] = field(default_factory=list)
    false: list[Named] = field(default_factory=list)


def score(truth: Iterable[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]]) -> Score:
    """Compare what a check said with what was planted for it; a defect for the audit is only expected to be explained."""
    said = Counter((one["code"], one["place"]) for one in findings)
    result = Score()
    follows: list[Named] = []
    for defect in truth:
        name = (defect["code"], defect["place"])
        follows += [(code, place) for code, place in defect.get("follows", ())]
        if defect["found_by"] == "check":
            (result.found if said.pop(name, 0) else result.missed).append(name)
    for name, count in said.items():
        explained = any(_follows(name, one) for one in follows)
        (result.following if explained else result.false).extend([name] * count)
    return result


def _follows(name: Named, follow: Named) -> bool:
    """Whether a finding is the expected one: the place itself, or something inside that file."""
    code, place = follow
    return name[0] == code and (name[1] == place or name[1].startswith(f"{place}#"))


def measure(acts: int, registers: int, defects: int, seed: int, folder: Path) -> tuple[Score, list[Any], list[str]]:
    """Make, check and compare; the findings besides, and what took how long."""
    start = time.monotonic()
    made = make(folder / "delivery", acts=acts, seed=seed, registers=registers, images=False, mix=defects)
    between = time.monotonic()
    outcome = intake.check(made.directory, lambda *_: None)
    end = time.monotonic()
    findings: Any = outcome.to_json()["findings"]
    truth = json.loads(made.truth.read_bytes())["defects"]
    lines = [
        f"{made.acts} acts, {made.registers} registers, {made.views} images, {made.files} files; seed {seed}",
        f"made in {between - start:.0f} s, examined in {end - between:.0f} s",
        f"{len(truth)} defects of {len({defect['code'] for defect in truth})} kinds planted",
    ]
    return score(truth, findings), findings, lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=50_000)
    parser.add_argument("--registers", type=int, default=480)
    parser.add_argument("--defects", type=int, default=1_020)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khizana-planted-") as folder:
        result, findings, lines = measure(asked.acts, asked.registers, asked.defects, asked.seed, Path(folder))
    print("\n".join(lines))
    kinds = ("found", "missed", "following", "false")
    print("; ".join(f"{kind} {len(getattr(result, kind))}" for kind in kinds))
    for kind in ("missed", "false"):
        for code, place in sorted(getattr(result, kind)):
            params = next((one["params"] for one in findings if (one["code"], one["place"]) == (code, place)), {})
            print(f"{kind}: {code} {place} {json.dumps(params, ensure_ascii=False) if params else ''}".rstrip())
    return 1 if result.missed or result.false else 0


if __name__ == "__main__":
    sys.exit(main())
