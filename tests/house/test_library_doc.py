"""docs/library.md is what a newcomer tries first, so it is tried here, and it leaves out nothing that can be called."""

from __future__ import annotations

import doctest
import io
from pathlib import Path

import pytest

from archive import api
from tests.support.library_doc import examples, prepared


def test_every_example_of_the_library_guide_answers_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(prepared(tmp_path))
    told = io.StringIO()
    test = doctest.DocTestParser().get_doctest(examples(), {}, "docs/library.md", None, 0)
    result = doctest.DocTestRunner().run(test, out=told.write)

    assert result.attempted > 10
    assert result.failed == 0, told.getvalue()


def test_the_library_guide_shows_everything_that_can_be_called() -> None:
    verbs = {name for name in api.__all__ if name[0].islower()} - {"system_clock"}

    assert {name for name in verbs if f"api.{name}(" not in examples()} == set()
    assert {"open", "create", "check", "ingest", "audit", "prove", "read"} <= verbs
