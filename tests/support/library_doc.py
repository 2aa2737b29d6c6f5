"""The examples of docs/library.md, and the delivery that they speak of."""

from __future__ import annotations

import re
from pathlib import Path

from khizana.service.intake.delivery_template import write_template

DOC = Path(__file__).parents[2] / "docs" / "library.md"


def examples() -> str:
    """All examples after one another, as `python -m doctest` reads them."""
    return "\n".join(re.findall(r"^```pycon\n(.*?)^```$", DOC.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL))


def prepared(folder: Path) -> Path:
    """A folder to run them in."""
    (folder / "delivery").mkdir()
    write_template(folder / "delivery")
    return folder
