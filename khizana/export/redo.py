"""What a contractor has to redo, file by file: each fault of a file once, with its remedy and the places where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.model.finding import Severity
from khizana.export.concerned import Concern
from khizana.export.tallies import weight

PLACES = 20
"""How many places of one fault are named; the table of findings has all that are shown."""


@dataclass(slots=True)
class Task:
    """One fault of a file. `severity` is the gravest with which it was found, `more` counts the places that are not named.

    `text` is empty where each place has another one.
    """

    code: str
    severity: str
    text: str
    remedy: str
    places: list[str] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A file, empty where the delivery as a whole is meant, and its faults in the order given."""

    path: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader is shown of one finding."""

    concern: Concern
    text: str
    remedy: str


def redo(said: Iterable[Said]) -> list[File]:
    """The files with a fault that blocks or is an error, in order of path."""
    files: dict[str, dict[tuple[str, str], Task]] = {}
    uncounted: dict[tuple[str, str], int] = {}
    for one in said:
        finding, concern = one.concern.finding, one.concern
        if finding.severity not in (Severity.BLOCKING, Severity.ERROR):
            continue
        code, count = weight(finding)
        if code != finding.code:
            uncounted[concern.file, code] = count
            continue
        tasks = files.setdefault(concern.file, {})
        task = tasks.setdefault((code, one.remedy), Task(code, str(finding.severity), one.text, one.remedy))
        if task.text != one.text and one.remedy:
            task.text = ""  # what differs is the evidence of one place, and stands beside it in the table of findings
        if concern.inside in task.places:
            continue
        if concern.inside and len(task.places) < PLACES:
            task.places.append(concern.inside)
        elif concern.inside:
            task.more += 1
    for (file, code), count in uncounted.items():
        same = [task for task in files.get(file, {}).values() if task.code == code]
        if same:
            same[-1].more += count
    return [File(path, tuple(tasks.values())) for path, tasks in sorted(files.items())]
