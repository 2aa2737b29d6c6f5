"""A match says what becomes of everything: a closed one that nothing else can come (assert_never), an open one what else does."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("archive", "indexer", "khizana", "register_maker")


def catches_all(case: ast.match_case) -> bool:
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


def test_no_match_falls_through_in_silence() -> None:
    open_ended = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Match) and not catches_all(node.cases[-1])
    ]

    assert open_ended == []
