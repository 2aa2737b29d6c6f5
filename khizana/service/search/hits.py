"""What is told of one answer: who in the act was met and by which letters, the parents, both dates, the office, the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from archive.model.dates.words.reading import read
from archive.model.records.transcription import Line
from indexer.documents.document import VIEW, Document
from indexer.documents.searchable_fields import PERSONS, SELF, Value, role_of
from indexer.query_parser.explain import Meeting, Place, meetings
from indexer.query_parser.grammar import Word
from indexer.query_parser.highlight import spans
from indexer.question.match_tree import Met
from indexer.question.query import Scored
from khizana.service.lifecycle.answers import AccessToday, Corners
from khizana.service.search.answers import Hit, HitLine, HitPerson, LitName, MetPlace, MetWord

_ISO = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")
SHOWN = (SELF, "father", "mother")
"""Who is shown of every act, met or not."""

Lit = Mapping[int, frozenset[str]]
"""Of each word that was asked, the words of the registers that it stands for: all that is lit, in either script."""


def hit(found: Scored, words: Sequence[Word], lit: Lit, access: AccessToday) -> Hit:
    """One answer."""
    document = found.document
    explained = meetings(found, words, lit)
    page = document.kind == VIEW
    return Hit(
        kind=document.kind,
        act=document.act or None,
        package=document.package,
        register=document.register,
        copy=document.copy,
        office=document.office,
        office_name=document.shown.office_name,
        event=document.event,
        status=document.status,
        year=document.shown.year,
        number=document.shown.number,
        date=document.shown.date,
        date_figures={calendar: _figures(said, calendar) for calendar, said in document.shown.date.items()},
        persons=tuple(_persons(document, found.met, lit)),
        score=found.score,
        whole=found.whole,
        met=tuple(_met(meeting) for meeting in explained),
        view=document.view if page else None,
        lines=tuple(_line(line, explained, lit) for line in _lines(explained)) if page else (),
        access=access,
    )


def _figures(said: str, calendar: str) -> str | None:
    """A date in figures, as far as its words or its own figures are understood."""
    year, month, day = read(said, calendar)
    if year is None and _ISO.fullmatch(said):
        return "/".join(reversed(said.split("-")))
    parts = (day, month, year)
    whole = year is not None and (day is None or month is not None)
    return "/".join(f"{part:02d}" for part in parts if part is not None) if whole else None


def _persons(document: Document, met: Sequence[Met], lit: Lit) -> Iterator[HitPerson]:
    """Those who were met, then the person of the act and the parents, each with the name in every script and what is lit."""
    where = dict.fromkeys(one.field for one in met if one.field)
    for field, values in groupby(
        sorted(document.values, key=lambda one: _place(one, where)), key=lambda one: one.field
    ):
        if field in where or role_of(field) in SHOWN:
            person = role_of(field) in PERSONS
            told = (_name(value, met, lit, field in where) for value in values)
            names = tuple(name for name in told if person or name.lit)
            yield HitPerson(role_of(field), person, role_of(field) != field, field in where, names)


def _place(value: Value, where: Mapping[str, None]) -> tuple[int, int]:
    order = list(where)
    known = [*order, *(field for role in SHOWN for field in (role, f"{role}_2") if field not in where)]
    return (known.index(value.field), 0) if value.field in known else (len(known), 0)


def _name(value: Value, met: Sequence[Met], lit: Lit, here: bool) -> LitName:
    wanted = {word for one in met if one.field == value.field for word in lit.get(one.number, ())} if here else set()
    return LitName(value.script, value.text, spans(value.text, wanted))


def _met(meeting: Meeting) -> MetWord:
    places = tuple(_told(place) for place in meeting.places)
    return MetWord(meeting.word.term, meeting.word.at, meeting.met, meeting.why, meeting.weight, places)


def _told(place: Place) -> MetPlace:
    where = place.where
    field, script = ("text", "") if isinstance(where, Line) else (role_of(where.field), where.script)
    return MetPlace(field, script, where.text, place.spans)


def _lines(explained: Sequence[Meeting]) -> Sequence[Line]:
    """The lines of a view in which a word was met, each once."""
    found = (place.where for meeting in explained for place in meeting.places)
    return tuple(dict.fromkeys(where for where in found if isinstance(where, Line)))


def _line(line: Line, explained: Sequence[Meeting], lit: Lit) -> HitLine:
    wanted = {meeting.met for meeting in explained} | {word for several in lit.values() for word in several}
    region = line.region
    boxes = tuple(Corners.of(box) for box in region.boxes)
    return HitLine(line.text, spans(line.text, wanted), region.view, region.digest.hex, boxes)
