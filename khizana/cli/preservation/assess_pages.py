"""How an assessment looks on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from khizana.cli.audit.audit_pages import files
from khizana.language import Speaker
from khizana.service.assessment.assess import NdsaAssessed

Content = Any
"""A report, or a part of one."""
_STYLES = {"met": "green", "partial": "yellow", "unmet": "red", "organisational": "dim"}


def ndsa(console: Console, answer: NdsaAssessed, speaker: Speaker) -> None:
    """`assess ndsa`: the matrix, then what each word rests on, then the formats."""
    report: Content = answer.report
    cells = {(cell["area"], cell["level"]): cell for cell in report["cells"]}
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    for level in (1, 2, 3, 4):
        table.add_column(speaker.say("ndsa.level", level=level))
    for area in dict.fromkeys(cell["area"] for cell in report["cells"]):
        words = [cells[area, level]["word"] for level in (1, 2, 3, 4)]
        table.add_row(speaker.word("ndsa.area", area), *(_word(speaker, word) for word in words))
    console.print(table)
    for cell in report["cells"]:
        for one in cell["criteria"]:
            if one["shown"]:
                console.print(f"  {speaker.label(_word(speaker, one['word']))} {escape(criterion(cell, one, speaker))}")
                console.print(f"    [dim]{escape(shown(one, speaker))}[/]")
    for row in report["formats"]:
        console.print(escape(speaker.say("ndsa.format", **{**row, "pronom": row["pronom"] or "—"})))
    for one in report["unread"]:
        console.print(f"[red]{escape(one['package'])}: {escape(one['problem'])}[/]")
    files(console, answer.files, speaker)


def criterion(cell: Content, one: Content, speaker: Speaker) -> str:
    """What a criterion asks."""
    return speaker.say(f"ndsa.{cell['area']}.{cell['level']}.{one['criterion']}")


def shown(one: Content, speaker: Speaker) -> str:
    """What a judgement rests on."""
    return speaker.say(f"ndsa.shown.{one['shown']}", **one["numbers"])


def _word(speaker: Speaker, word: str) -> str:
    return f"[{_STYLES[word]}]{speaker.word('ndsa.word', word)}[/]"
