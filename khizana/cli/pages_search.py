"""How search results look on a terminal, and why each was found, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker

Content = Any

FEW = 12
"""Values of a facet that are shown; the rest is in --json."""


def search(console: Console, content: Content, speaker: Speaker, explain: bool = False) -> None:
    """A block a hit, names first, with the identifier to go on with."""
    console.print(f"[bold]{escape(speaker.say('search.total', total=content['total'], query=content['query']))}[/]")
    if not content["whole"] and content["total"]:
        console.print(speaker.say("search.some"))
    for hit in content["hits"]:
        _hit(console, hit, speaker)
        for said in _reasons(hit, speaker) if explain else ():
            console.print(f"    {escape(said)}")
    for name, values in content["facets"].items():
        counts = ", ".join(f"{_value(name, one['value'], speaker)} {one['count']}" for one in values[:FEW])
        console.print(f"{speaker.say(f'facet.{name}')}: {escape(counts)}")
    looked = content["open_only"]
    if looked is not None and looked["looked"] < looked["of"]:
        console.print(speaker.say("search.open_looked", **looked))
    shown = content["offset"] + len(content["hits"])
    if shown < content["total"]:
        console.print(speaker.say("search.shown", shown=len(content["hits"]), total=content["total"]))
        console.print(speaker.say("search.next", skip=shown, generation=content["generation"]))


def _hit(console: Console, hit: Content, speaker: Speaker) -> None:
    names = " · ".join(name["text"] for name in hit["names"])
    door = access_of(hit["access"], speaker)
    office = hit["office_name"].get(speaker.language) or next(iter(hit["office_name"].values()), "")
    head = f"{speaker.word('event', hit['event'])} {hit['number']} / {hit['year']}, {office}".replace("  ", " ")
    status = "" if hit["status"] == "current" else f" [{speaker.word('act_status', hit['status'])}]"
    console.print(f"[green]{escape(hit['act'] or hit['package'])}[/]  {escape(head + status)} [dim]{escape(door)}[/]")
    if names:
        console.print(f"    {escape(names)}")
    for line in hit.get("lines", ()):
        console.print(f"    {escape(speaker.say('search.line', text=line['text']))}")
        boxes = "; ".join(str(box) for box in line["boxes"])
        console.print(f"    {speaker.say('column.view')} {line['view']}  {speaker.say('column.box')} {escape(boxes)}")


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
