"""Who reads the ledger from its beginning, or walks every package, is listed with the reason; nobody else does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECTION = "## Who reads everything"
WHOLE, TAIL, PACKAGES = "every entry", "what came since", "every package"
WALKS = {"packages", "packages_after", "heads", "stored_since"}
"""Questions to the projection, the catalogue or a store that answer with every package."""
NOT_ALL = {
    "archive.holdings.images.Images._take",  # what was stored since the last look
    "archive.ingest.ledger_holdings.LedgerHoldings.follow",  # likewise
    "archive.audit.fixity_run.is_away",  # the first name alone
    "khizana.cli.demonstration.demo_walk._somebody",  # likewise
    "khizana.service.search.search.search",  # the packages of a page of answers
    "indexer.catalogue.sqlite.SqlCatalogue.packages",  # answers whoever asks it: they are listed
}


def listed() -> dict[str, set[str]]:
    """What docs/architecture.md says that each function reads."""
    section = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition(SECTION)[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w.]+)` \| ([a-z ,]+) \| .{20,} \|$", section, re.MULTILINE)
    return {name: set(what.split(", ")) for name, what in rows}


def found() -> dict[str, set[str]]:
    """What each function of the product reads, by its calls."""
    reads: dict[str, set[str]] = {}
    for room in ("archive", "indexer", "khizana"):
        for path in sorted((ROOT / room).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for name, what in calls(ast.parse(path.read_text("utf-8")), module):
                reads.setdefault(name, set()).add(what)
    return reads


def calls(node: ast.AST, scope: str) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        inner = f"{scope}.{child.name}" if isinstance(child, ast.FunctionDef | ast.ClassDef) else scope
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and (what := kind(child, inner)):
            yield inner, what
        yield from calls(child, inner)


def kind(call: ast.Call, scope: str) -> str | None:
    """What a call reads; None for one that reads neither entries nor packages."""
    assert isinstance(call.func, ast.Attribute)
    name, last = call.func.attr, call.args[-1] if call.args else None
    begins = isinstance(last, ast.Constant) and last.value == 0
    if name == "since" and len(call.args) == 2:
        return PACKAGES
    if name == "fold_anew" or (name == "since" and begins):
        return WHOLE
    if name == "since":
        return TAIL
    return PACKAGES if name in WALKS and scope not in NOT_ALL and _asks_all(call) else None


def _asks_all(call: ast.Call) -> bool:
    return not call.keywords  # the catalogue gives the packages of one register by a keyword


def test_whoever_reads_the_ledger_or_every_package_is_listed_with_the_reason() -> None:
    assert found() == listed()


def test_a_fold_that_is_not_listed_is_found() -> None:
    source = "def held(ledger):\n    return [one for one in ledger.since(0)]\n"

    assert list(calls(ast.parse(source), "khizana.new")) == [("khizana.new.held", WHOLE)]
    assert [*calls(ast.parse("class A:\n    def f(self):\n        self.book.since(self.at)"), "m")] == [("m.A.f", TAIL)]
    assert [*calls(ast.parse("def f(s):\n    return list(s.store.packages())"), "m")] == [("m.f", PACKAGES)]
