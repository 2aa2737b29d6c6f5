"""Writes docs/rules.md from the rules themselves."""

from pathlib import Path

from khizana.cli.documents.rules_page import rules_page

Path(__file__).parent.parent.joinpath("docs", "rules.md").write_text(rules_page(), encoding="utf-8")
