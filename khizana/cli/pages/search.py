"""How search results look on a terminal, and why each was found, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from khizana.language import Speaker

Content = Any

FEW = 12
"""Values of a facet that are shown; the rest is in --json."""


def search(console: Console, content: Content, speaker: Speaker, explain: bool = False) -> None:
    """This person, or that there is nobody of this name; then the other groups, each hit a block."""
    if content["lag"]:
        console.print(f"[yellow]{speaker.say('search.lag', lag=content['lag'])}[/]")
    for said in _head(content, speaker):
        console.print(f"[bold]{escape(said)}[/]")
    _hits(console, content["hits"], speaker, explain)
    shown = content["offset"] + len(content["hits"])
    if shown < content["total"]:
        console.print(speaker.say("search.shown", shown=len(content["hits"]), total=content["total"]))
        console.print(speaker.say("search.next", skip=shown, generation=content["generation"]))
    if content["near_unasked"]:
        console.print(escape(speaker.say("search.near_unasked")))
    for group, found in content["groups"].items():
        if found["total"]:
            console.print(f"[bold]{escape(speaker.say(f'group.{group}', total=found['total']))}[/]")
            if "hits" not in found:
                console.print(f"    --group {group}")
            _hits(console, found.get("hits", ()), speaker, explain)
    for name, values in content["facets"].items():
        counts = speaker.say("list.comma").join(
            f"{_value(name, one['value'], speaker)} {one['count']}" for one in values[:FEW]
        )
        console.print(f"{speaker.label(speaker.say(f'facet.{name}'))} {escape(counts)}")
    looked = content["open_only"]
    if looked is not None and looked["looked"] < looked["of"]:
        console.print(speaker.say("search.open_looked", **looked))


def _head(content: Content, speaker: Speaker) -> Iterator[str]:
    if content["no_such_number"]:
        yield speaker.say("search.no_such_number")
    elif content["nobody"]:
        yield _nobody(content, speaker)
    elif content["group"] != "person":
        yield speaker.say(f"group.{content['group']}", total=content["total"])
    else:
        key = "total" if content["nobody"] is None else "person"
        yield speaker.say(f"search.{key}", total=content["total"], query=content["query"])
    if content["unknown"]:
        yield speaker.say("search.unknown", words=speaker.say("list.comma").join(content["unknown"]))
    if content["otherwise_ordered"]:
        yield speaker.say("search.otherwise_ordered")


def _nobody(content: Content, speaker: Speaker) -> str:
    """That there is nobody, or nobody where one looked."""
    if content["open_only"] is not None:
        return speaker.say("search.nobody_open")
    if content["without_limits"]:
        return speaker.say("search.nobody_within", count=content["without_limits"])
    return speaker.say("search.nobody", query=content["query"])


def _hits(console: Console, hits: Sequence[Content], speaker: Speaker, explain: bool) -> None:
    for hit in hits:
        _hit(console, hit, speaker)
        for said in _reasons(hit, speaker) if explain else ():
            console.print(f"    {escape(said)}")


def _hit(console: Console, hit: Content, speaker: Speaker) -> None:
    """What act, where and when; the person who was met, the person of the act, the parents."""
    door = access_of(hit["access"], speaker)
    office = hit["office_name"].get(speaker.language) or next(iter(hit["office_name"].values()), "")
    head = f"{speaker.word('event', hit['event'])} {hit['number']} / {hit['year']} · {office}".replace("  ", " ")
    status = " ·" if hit["status"] == "current" else f" [{speaker.word('act_status', hit['status'])}] ·"
    console.print(f"[green]{escape(hit['act'] or hit['package'])}[/]  {escape(head + status)} [dim]{escape(door)}[/]")
    for person in hit["persons"]:
        names = Text(" · ").join(lit(name) for name in person["names"])
        console.print(Text.assemble("    ", (f"{speaker.label(speaker.word('part', person['role']))} ", "dim"), names))
    signs = {"gregorian": "", "hijri": " H"}
    if figures := " · ".join(f"{day}{signs[calendar]}" for calendar, day in hit["date_figures"].items() if day):
        console.print(f"    {figures}")
    if dates := _dates(hit["date"], speaker):
        console.print(f"    {escape(dates)}")
    for line in hit.get("lines", ()):
        console.print(Text.assemble("    ", lit(line)))
        boxes = "; ".join(str(box) for box in line["boxes"])
        console.print(f"    {speaker.say('column.view')} {line['view']}  {speaker.say('column.box')} {escape(boxes)}")


def lit(written: Content) -> Text:
    """A text in which what was met stands bold."""
    text = Text(written["text"])
    for start, end in written["lit"]:
        text.stylize("bold", start, end)
    return text


def _dates(date: Content, speaker: Speaker) -> str:
    """The date in both calendars, as far as the paper gives it."""
    return " · ".join(speaker.say(f"search.date.{calendar}", day=day) for calendar, day in date.items() if day)


def access_of(access: Content, speaker: Speaker) -> str:
    """Whether others may see it, and since or until when."""
    if access["open"] is None:
        return speaker.say("access.unknown")
    word = "open" if access["open"] else "closed"
    day = access["since"] or access["until"]
    return speaker.say(f"access.{word}_dated", day=day) if day else speaker.say(f"access.{word}")


def _reasons(hit: Content, speaker: Speaker) -> Iterator[str]:
    """Which word met which, where, and by what."""
    for met in hit["met"]:
        places = met["places"]
        written = next((_written(place) for place in places), met["met"])
        parts = dict.fromkeys(speaker.word("part", place["field"]) for place in places)
        yield speaker.say(
            f"search.why.{met['why']}", asked=met["word"], met=written, parts=", ".join(parts), weight=met["weight"]
        )
    if hit["whole"]:
        yield speaker.say("search.why.whole", weight=hit["whole"])


def _written(place: Content) -> str:
    return " … ".join(place["text"][start:end] for start, end in place["spans"])


def _value(name: str, value: str, speaker: Speaker) -> str:
    groups = {"event": "event", "status": "act_status", "regime": "regime"}
    return speaker.word(groups[name], value) if name in groups else value
