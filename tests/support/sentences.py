"""The sentences of exceptions, read from the code that raises them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("archive", "indexer", "khizana", "register_maker")
_DEFECTS = {"AssertionError", "KeyError", "StopIteration", "TypeError"}
"""What only a defect of ours raises, and nobody is told."""


def _trees() -> Iterator[ast.Module]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield ast.parse(path.read_text("utf-8"))


def told() -> set[str]:
    """Every template that is given to `tell`."""
    calls = (node for tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (node for node in calls if isinstance(node.func, ast.Name) and node.func.id == "tell" and node.args)
    return {node.args[0].value for node in named if isinstance(node.args[0], ast.Constant)}


def raised() -> set[tuple[str, str]]:
    """Every exception that is raised with a sentence of its own, with that sentence; `{…}` stands for a value."""
    found = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                name, sentence = ast.unparse(node.exc.func).rpartition(".")[2], _sentence(node.exc.args[0])
                if sentence and name not in _DEFECTS:
                    found.add((name, sentence))
            if isinstance(node, ast.ClassDef):
                found |= {(node.name, sentence) for sentence in map(_sentence, _made_by_itself(node)) if sentence}
    return found


def _made_by_itself(node: ast.ClassDef) -> Iterator[ast.expr]:
    """What the class gives to its parent's constructor: the sentence of an exception that knows its own."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__" and call.args:
            yield call.args[0]


def _sentence(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(str(one.value) if isinstance(one, ast.Constant) else "{…}" for one in values)
    return ""
