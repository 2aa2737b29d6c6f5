"""What is generated is what is written."""

from __future__ import annotations

from pathlib import Path

from khizana.cli.documents.manual import manual

ROOT = Path(__file__).parents[2]


def test_the_manual_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "manual.md").read_text("utf-8")

    assert written == manual(), "docs/manual.md is out of date: run `make manual`"


def test_every_command_has_an_example() -> None:
    pages = manual().split("\n## khizana")[1:]

    assert [page.splitlines()[0] for page in pages if "Example" not in page] == []
