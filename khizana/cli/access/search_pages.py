"""How search results look on a terminal, and why each was found, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.lifecycle.answers import AccessToday
from khizana.service.search.answers import Hit, HitLine, LitName, MetPlace, SearchAnswer

FEW = 12
"""Values of a facet that are shown; the rest is in --json."""


def search(console: Console, answer: SearchAnswer, speaker: Speaker, explain: bool = False) -> None:
    """This person, or that there is nobody of this name; then the other groups, each hit a block."""
    if answer.lag:
        console.print(f"[yellow]{speaker.say('search.lag', lag=answer.lag)}[/]")
    for said in _head(answer, speaker):
        console.print(f"[bold]{escape(said)}[/]")
    _hits(console, answer.hits, speaker, explain)
    shown = answer.offset + len(answer.hits)
    if shown < answer.total:
        console.print(speaker.say("search.shown", shown=len(answer.hits), total=answer.total))
        console.print(speaker.say("search.next", skip=shown, generation=answer.generation))
    if answer.near_unasked:
        console.print(escape(speaker.say("search.near_unasked")))
    for group, found in answer.groups.items():
        if found.total:
            console.print(f"[bold]{escape(speaker.say(f'group.{group}', total=found.total))}[/]")
            if found.hits is None:
                console.print(f"    --group {group}")
            _hits(console, found.hits or (), speaker, explain)
    for name, values in answer.facets.items():
        counts = speaker.say("list.comma").join(
            f"{_value(name, one.value, speaker)} {one.count}" for one in values[:FEW]
        )
        console.print(f"{speaker.label(speaker.say(f'facet.{name}'))} {escape(counts)}")
    looked = answer.open_only
    if looked is not None and looked.looked < looked.of:
        console.print(speaker.say("search.open_looked", **fields(looked)))


def _head(answer: SearchAnswer, speaker: Speaker) -> Iterator[str]:
    if answer.no_such_number:
        yield speaker.say("search.no_such_number")
    elif answer.nobody:
        yield _nobody(answer, speaker)
    elif answer.group != "person":
        yield speaker.say(f"group.{answer.group}", total=answer.total)
    else:
        key = "total" if answer.nobody is None else "person"
        yield speaker.say(f"search.{key}", total=answer.total, query=answer.query)
    if answer.unknown:
        yield speaker.say("search.unknown", words=speaker.say("list.comma").join(answer.unknown))
    if answer.otherwise_ordered:
        yield speaker.say("search.otherwise_ordered")


def _nobody(answer: SearchAnswer, speaker: Speaker) -> str:
    """That there is nobody, or nobody where one looked."""
    if answer.open_only is not None:
        return speaker.say("search.nobody_open")
    if answer.without_limits:
        return speaker.say("search.nobody_within", count=answer.without_limits)
    elsewhere = any(found.total for found in answer.groups.values())
    return speaker.say("search.nobody_as_person" if elsewhere else "search.nobody", query=answer.query)


def _hits(console: Console, hits: Sequence[Hit], speaker: Speaker, explain: bool) -> None:
    for hit in hits:
        _hit(console, hit, speaker)
        for said in _reasons(hit, speaker) if explain else ():
            console.print(f"    {escape(said)}")


def _hit(console: Console, hit: Hit, speaker: Speaker) -> None:
    """What act, where and when; the person who was met, the person of the act, the parents."""
    door = access_of(hit.access, speaker)
    office = speaker.named(hit.office_name)
    head = f"{speaker.word('event', hit.event)} {hit.number} / {hit.year} · {office}".replace("  ", " ")
    status = " ·" if hit.status == "current" else f" [{speaker.word('act_status', hit.status)}] ·"
    console.print(f"[green]{escape(hit.act or hit.package)}[/]  {escape(head + status)} [dim]{escape(door)}[/]")
    for person in hit.persons:
        names = Text(" · ").join(lit(name) for name in person.names)
        console.print(Text.assemble("    ", (f"{speaker.label(speaker.word('part', person.role))} ", "dim"), names))
    signs = {"gregorian": "", "hijri": " H"}
    if figures := " · ".join(f"{day}{signs[calendar]}" for calendar, day in hit.date_figures.items() if day):
        console.print(f"    {figures}")
    if dates := _dates(hit.date, speaker):
        console.print(f"    {escape(dates)}")
    for line in hit.lines:
        console.print(Text.assemble("    ", lit(line)))
        boxes = "; ".join(str([*box]) for box in line.boxes)
        console.print(f"    {speaker.say('column.view')} {line.view}  {speaker.say('column.box')} {escape(boxes)}")


def lit(written: LitName | HitLine) -> Text:
    """A text in which what was met stands bold."""
    text = Text(written.text)
    for start, end in written.lit:
        text.stylize("bold", start, end)
    return text


def _dates(date: Mapping[str, str], speaker: Speaker) -> str:
    """The date in both calendars, as far as the paper gives it."""
    return " · ".join(speaker.say(f"search.date.{calendar}", day=day) for calendar, day in date.items() if day)


def access_of(access: AccessToday, speaker: Speaker) -> str:
    """Whether others may see it, and since or until when."""
    if access.open is None:
        return speaker.say("access.unknown")
    word = "open" if access.open else "closed"
    day = access.since or access.until
    return speaker.say(f"access.{word}_dated", day=day) if day else speaker.say(f"access.{word}")


def _reasons(hit: Hit, speaker: Speaker) -> Iterator[str]:
    """Which word met which, where, and by what."""
    for met in hit.met:
        places = met.places
        written = next((_written(place) for place in places), met.met)
        parts = dict.fromkeys(speaker.word("part", place.field) for place in places)
        yield speaker.say(
            f"search.why.{met.why}", asked=met.word, met=written, parts=", ".join(parts), weight=met.weight
        )
    if hit.whole:
        yield speaker.say("search.why.whole", weight=hit.whole)


def _written(place: MetPlace) -> str:
    return " … ".join(place.text[start:end] for start, end in place.spans)


def _value(name: str, value: str, speaker: Speaker) -> str:
    groups = {"event": "event", "status": "act_status", "regime": "regime"}
    return speaker.word(groups[name], value) if name in groups else value
