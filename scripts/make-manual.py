"""Writes docs/manual.md from the commands themselves."""

from pathlib import Path

from khizana.cli.documents.manual import manual

Path(__file__).parent.parent.joinpath("docs", "manual.md").write_text(manual(), encoding="utf-8")
