"""Finds logic that stands twice: runs of 15 lines and more, in bodies of functions, that are the same but for their indentation.

Imports, signatures, docstrings, comments and empty lines do not count; neither do tables, which are no logic.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("archive", "indexer", "khizana", "register_maker")
LINES = 15

Line = tuple[int, str]


def logic(source: str) -> list[Line]:
    """The lines in bodies of functions, with their numbers."""
    kept: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            kept |= {number for one in node.body for number in range(one.lineno, (one.end_lineno or 0) + 1)}
    for node in ast.walk(ast.parse(source)):
        kept -= set(_without_logic(node))
    lines = ((number, line.strip()) for number, line in enumerate(source.splitlines(), 1) if number in kept)
    return [(number, line) for number, line in lines if line and not line.startswith("#")]


def _without_logic(node: ast.AST) -> Iterator[int]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from range(node.lineno, (node.end_lineno or 0) + 1)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from range(node.lineno, node.body[0].lineno)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        yield from range(node.lineno, (node.end_lineno or 0) + 1)


def duplicates(files: dict[str, list[Line]]) -> Iterator[str]:
    """Each run that stands in two places, told once where it begins."""
    places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, lines in files.items():
        for start in range(len(lines) - LINES + 1):
            places[tuple(line for _, line in lines[start : start + LINES])].append((name, start))
    repeated = {place: tuple(found) for found in places.values() if len(found) > 1 for place in found}
    for (name, start), found in sorted(repeated.items()):
        earlier = repeated.get((name, start - 1), ())
        goes_on = {(other, at + 1) for other, at in earlier} == set(found)
        if found[0] == (name, start) and not goes_on:
            yield " and ".join(f"{other}:{files[other][at][0]}" for other, at in found)


def main() -> None:
    """Name what stands twice; exit code 1 where anything does."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    files = {str(path.relative_to(ROOT)): logic(path.read_text("utf-8")) for path in paths}
    found = list(duplicates(files))
    print("\n".join(found) or f"no logic of {LINES} lines stands twice in {len(files)} files")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
