"""Logic that stands twice is found, wherever it stands and however it is indented."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "find-duplicates.py"
BODY = [f"step_{number} = do_{number}()" for number in range(16)]


@pytest.fixture(scope="module")
def finder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("find_duplicates", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def function(name: str, lines: list[str], indent: str = "    ") -> str:
    return f"def {name}():\n" + "".join(f"{indent}{line}\n" for line in lines)


def found(finder: ModuleType, **sources: str) -> list[str]:
    return list(finder.duplicates({name: finder.logic(source) for name, source in sources.items()}))


def test_a_run_of_fifteen_lines_that_stands_twice_is_told_once_with_both_places(finder: ModuleType) -> None:
    one = function("one", ['"""Says why."""', *BODY])
    other = "import os\n\n\n" + function("other", ["first()", "# why", *BODY, "last()"], "        ")

    assert found(finder, one=one, other=other) == ["one:3 and other:7"]
    assert found(finder, one=one + "\n\n" + function("again", BODY)) == ["one:3 and one:22"]


def test_a_shorter_run_a_table_and_imports_are_no_duplicates(finder: ModuleType) -> None:
    short = BODY[:14]
    imports = [f"import module_{number}" for number in range(20)]
    table = "TABLE = {\n" + "".join(f"    {number}: 'x',\n" for number in range(20)) + "}\n"

    assert found(finder, one=function("one", short), other=function("other", short)) == []
    assert found(finder, one=table, other=table) == []
    assert found(finder, one=function("one", imports), other=function("other", imports)) == []
