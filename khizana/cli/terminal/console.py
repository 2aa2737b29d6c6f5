"""The console on which pages are drawn; apart from `terminal`, because rich takes its time to load."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from archive.model.texts.text import escaped


class Terminal(Console):
    """A rich console on which every text that is given to it is escaped first."""

    def render_str(self, text: str, **options: Any) -> Text:
        """As rich does, of the escaped text."""
        return super().render_str(escaped(text), **options)


def screen() -> Terminal:
    """Standard output, for pages."""
    return Terminal(highlight=False, soft_wrap=True)
