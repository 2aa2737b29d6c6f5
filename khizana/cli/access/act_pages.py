"""How acts look on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from archive.model.records.act import SCRIPTS
from khizana.cli.access.search_pages import access_of
from khizana.language import Speaker
from khizana.service.lifecycle.answers import ActCopy, Shown

Content = Any
"""An act or an office as it was keyed."""


def act(console: Console, answer: Shown, speaker: Speaker) -> None:
    """`show`: the act as keyed, then where it stands, once for each paper copy."""
    for copy in answer.copies:
        console.print(f"[bold]{escape(speaker.say('show.title', act=answer.act))}[/]")
        console.print(escape(_number(copy.act, copy, speaker)))
        console.print(f"[dim]{escape(access_of(copy.access, speaker))}[/]")
        for line in _lines(copy.act, speaker):
            console.print(f"  {escape(line)}")
        _stands(console, copy, speaker)
        said = speaker.say("show.recorded", position=copy.recorded.position, digest=copy.recorded.tagmanifest)
        console.print(f"  {said}")


def _number(keyed: Content, copy: ActCopy, speaker: Speaker) -> str:
    """Its number, year and office."""
    office: Content = copy.office
    named = speaker.named(office["name"])
    event = speaker.word("event", keyed["event"])
    number = f"{keyed['number']} {keyed.get('suffix', '')}".strip()
    return speaker.say("show.number", event=event, number=number, year=copy.register.split("_")[4], office=named)


def _stands(console: Console, copy: ActCopy, speaker: Speaker) -> None:
    """Where it stands: package, version, and each region in its image."""
    console.print(f"[bold]{speaker.say('show.stands')}[/]")
    version = speaker.say("show.version", version=copy.version, versions=copy.versions)
    console.print(f"  {speaker.say('column.package')} {copy.package} ({version})")
    for stand in copy.stands:
        boxes = "; ".join(str([*box]) for box in stand.boxes)
        view = f"{stand.view}{pages_of(stand.pages, speaker)}"
        console.print(f"  {speaker.say('column.view')} {view}  {escape(stand.file)}")
        console.print(f"    {speaker.say('column.box')} {escape(boxes)}  sha256:{stand.sha256}")
        if stand.replaced_by:
            console.print(f"    {escape(speaker.say('show.replaced', by=', '.join(stand.replaced_by)))}")


def pages_of(pages: Sequence[int], speaker: Speaker) -> str:
    """Which numbered pages a view shows, in brackets; nothing for a cover."""
    if not pages:
        return ""
    key = "show.pages" if len(pages) == 1 else "show.several_pages"
    return f" ({speaker.say(key, pages=speaker.listed(pages))})"


def _lines(one: Content, speaker: Speaker) -> Iterator[str]:
    for person in one["persons"]:
        written = [name for script in SCRIPTS if (name := _name(person, script))]
        if written:
            yield f"{speaker.label(speaker.word('role', person['role']))} {' · '.join(written)}"
    occurred = one["occurred"]
    yield f"{speaker.label(speaker.say('show.occurred'))} {_date(occurred['date'], speaker)}"
    place = occurred.get("place", {}).get("name")
    if place:
        yield f"{speaker.label(speaker.say('show.place'))} {_scripts(place, speaker)}"
    if "drawn_up" in one:
        yield f"{speaker.label(speaker.say('show.drawn_up'))} {_date(one['drawn_up'], speaker)}"
    for mention in one.get("mentions", ()):
        text, kind = _scripts(mention.get("text", {}), speaker), speaker.word("mention", mention["kind"])
        yield speaker.say("show.mention" if text else "show.mention_bare", order=mention["order"], kind=kind, text=text)


def _scripts(name: Content, speaker: Speaker) -> str:
    return " · ".join(_value(name[script], speaker) for script in SCRIPTS if script in name)


def _name(person: Content, script: str) -> str:
    parts = (person.get(part, {}).get(script) for part in ("given", "lineage", "surname"))
    return " ".join(str(part["value"]) for part in parts if part and "value" in part)


def _date(date: Content, speaker: Speaker) -> str:
    return " · ".join(_value(date[calendar], speaker) for calendar in ("gregorian", "hijri") if calendar in date)


def _value(keyed: Content, speaker: Speaker) -> str:
    if "absent" in keyed:
        return f"[{speaker.word('absence', keyed['absent'])}]"
    written = keyed.get("as_written")
    return f"{keyed['value']} ({written})" if written and written != keyed["value"] else str(keyed["value"])
