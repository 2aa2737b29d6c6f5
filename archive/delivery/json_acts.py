"""Acts as JSON Lines: one JSON object a line, UTF-8, each line read strictly and on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.delivery.batch import DeliveredAct, Problem
from archive.delivery.notes import notes_of
from archive.model.json import InvalidJson, read_line

LONGEST_LINE = 1 << 20


def acts(path: str, lines: Iterable[bytes]) -> Iterator[DeliveredAct | Problem]:
    """One act, or one problem, for each line; a line longer than LONGEST_LINE bytes is a problem."""
    for number, line in enumerate(lines, start=1):
        place = f"{path}#line={number}"
        if len(line) > LONGEST_LINE:
            yield Problem("JSON_INVALID", place, f"the line is longer than {LONGEST_LINE} bytes")
            continue
        try:
            written, plain = read_line(line)
        except InvalidJson as error:
            yield Problem("JSON_INVALID", place, str(error))
            continue
        if isinstance(written, dict):
            yield DeliveredAct(place, written, plain, notes_of(place, line, written))
        else:
            yield Problem("JSON_INVALID", place, "an act is one JSON object on one line")
