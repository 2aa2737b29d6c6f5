"""What a contractor has to redo, file by file: each fault of a file once, with its remedy and the places where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from archive.model.finding import Finding, Severity
from archive.model.json import Json
from khizana.export.finding_location import Concern
from khizana.export.tallies import weight

PLACES = 20
"""How many places of one fault are named; the table of findings has all that are shown."""


@dataclass(slots=True)
class Task:
    """One fault of a file. `severity` is the gravest with which it was found, `more` counts the places that are not named.

    `text` leaves out what is not the same in each place: that stands in the table of findings.
    """

    code: str
    severity: str
    text: str
    remedy: str
    shared: dict[str, Json] = field(default_factory=dict)
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


def redo(said: Iterable[Said], sentence: Callable[[Finding], str]) -> list[File]:
    """The files with a fault that blocks or is an error, in order of path. `sentence` says a finding that may lack params."""
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
        first = Task(code, str(finding.severity), one.text, one.remedy, dict(finding.params))
        task = tasks.setdefault((code, one.remedy), first)
        if task.text != one.text:
            task.shared = {name: value for name, value in task.shared.items() if finding.params.get(name) == value}
            task.text = sentence(replace(finding, params=task.shared))
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
