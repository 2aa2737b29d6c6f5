"""Audit reports for people: one HTML file a language, without outside resources, and the JSON beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from archive.model.json import Json, write_pretty
from khizana.export import fixity_lines, fixity_table
from khizana.export.bidi_isolation import PageSpeaker
from khizana.export.changed_lines import restated
from khizana.file_writing import write
from khizana.language import Speaker
from khizana.resources import LANGUAGES

FIXITY = "fixity"


def write_reports(folder: Path, subject: str, content: Mapping[str, Json]) -> list[Path]:
    """Write `<subject>.json` and `<subject>.<language>.html`, replacing the reports of an earlier state.

    A subject of several words, as `fixity.north`, has the page of its first word.
    """
    paths = [write(folder / f"{subject}.json", write_pretty(content))]
    for language in LANGUAGES:
        page = html(subject, content, Speaker(language))
        paths.append(write(folder / f"{subject}.{language}.html", page.encode("utf-8")))
    if kind(subject) == FIXITY:
        paths.append(write(folder / f"{subject}.csv", fixity_table.table(content)))
    return paths


def kind(subject: str) -> str:
    """What a report is about, whichever store it is of: `fixity` of `fixity.north`."""
    return subject.partition(".")[0]


def html(subject: str, content: Mapping[str, Json], speaker: Speaker) -> str:
    """The report as one HTML page; everything in it comes from the report, so the same state gives the same bytes."""
    about, speaker = kind(subject), PageSpeaker(speaker.language)
    more = {"summary": fixity_lines.summary(content, speaker), "blocks": fixity_lines.blocks} if about == FIXITY else {}
    return render(f"{about}.html.j2", speaker, subject, report=content, ranges=shown_ranges, restated=restated, **more)


def render(template: str, speaker: Speaker, subject: str, **values: object) -> str:
    """A page of a report; it links to `<subject>.<language>.html` beside it, and to nothing else."""
    page = _environment().get_template(template)
    return str(page.render(speaker=speaker, languages=LANGUAGES, subject=subject, **values))


def shown_ranges(ranges: Sequence[Sequence[int]]) -> str:
    """`[[3, 3], [7, 9]]` becomes `3, 7–9`."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)


def isolated(value: object) -> str:
    """The text in the direction of its own first letter, whatever stands around it (Unicode UAX 9, section 2.6)."""
    return f"\u2068{value}\u2069"


@cache
def _environment() -> Any:
    return Environment(
        loader=PackageLoader("khizana.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
