"""How backups look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.cli.pages.audit import differences
from khizana.language import Speaker

Content = Any


def made(console: Console, content: Content, speaker: Speaker) -> None:
    """`backup`."""
    if content["first"]:
        console.print(escape(speaker.say("backup.first", directory=content["directory"])))
    console.print(escape(speaker.say("backup.made", directory=content["directory"], **content["copied"])))
    console.print(speaker.say("ledger.at", **content["ledger"]))
    console.print(speaker.say("backup.with_keys" if content["with_keys"] else "backup.without_keys"))
    _lacking(console, content["lacking"], speaker)


def verified(console: Console, content: Content, speaker: Speaker) -> None:
    """`backup verify`: what was read, and what differs."""
    style, key = ("green", "backup.intact") if content["intact"] else ("bold red", "backup.damaged")
    console.print(f"[{style}]{escape(speaker.say(key, directory=content['directory']))}[/]")
    if content["problem"]:
        console.print(escape(content["problem"]))
        return
    console.print(speaker.say("backup.read", **content["counts"]))
    console.print(speaker.say("ledger.at", **content["ledger"]))
    console.print(escape(speaker.say("person.verifier", verifier=content["verifier"])))
    for package in content["packages"]:
        console.print(f"[bold]{escape(package['package'])}[/]: {speaker.word('fixity', package['outcome'])}")
        differences(console, package["differences"], speaker)
    differences(console, content["documents"], speaker)
    for path in content["files"]:
        console.print(f"  [red]{speaker.word('fixity', 'altered')}[/] {escape(path)}")


def restored(console: Console, content: Content, speaker: Speaker) -> None:
    """`restore`."""
    console.print(escape(speaker.say("restore.done", archive=content["archive"], **content["restored"])))
    console.print(speaker.say("ledger.at", **content["ledger"]))
    if not content["can_write"]:
        console.print(f"[yellow]{speaker.say('restore.reading_only')}[/]")
    for path in content["lost"]:
        console.print(f"  [red]{speaker.word('fixity', 'altered')}[/] {escape(path)}")
    _lacking(console, content["lacking"], speaker)
    if content["built"] is None:
        console.print(f"[bold red]{speaker.say('restore.not_whole')}[/]")


def drilled(console: Console, content: Content, speaker: Speaker) -> None:
    """`backup drill`: what was proved, and how long it took."""
    report = content["report"]
    style, key = ("green", "drill.proved") if content["proved"] else ("bold red", "drill.failed")
    console.print(f"[{style}]{speaker.say(key, **report)}[/]")
    console.print(speaker.say("ledger.at", **report["ledger"]))
    console.print(speaker.say("drill.behind", behind=report["behind"]))
    for one in (*report["missing"], *report["answered_otherwise"]):
        console.print(f"  [red]{escape(one)}[/]")
    if not content["recorded"]:
        console.print(f"[yellow]{speaker.say('audit.unrecorded')}[/]")


def _lacking(console: Console, lacking: Content, speaker: Speaker) -> None:
    for one in lacking:
        console.print(f"  [red]{speaker.say('replica.lacking')}[/] {escape(one['why'])}")
