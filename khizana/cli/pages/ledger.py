"""How the answers about the custody book look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker

Content = Any


def verified(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger verify`."""
    if not content["intact"]:
        _bad(console, speaker, "ledger.damaged", problem=content["problem"])
        return
    _good(console, speaker, "ledger.intact", **content["ledger"])
    for one in content["compared"]:
        _good(console, speaker, "ledger.agrees", **one)
    for one in content["keys"]:
        _say(console, speaker, f"ledger.key_{one['outcome']}", **one)
        if not one["vouched"]:
            _warn(console, speaker, "ledger.key_unvouched", **one)
    for one in content["stamps"]:
        _say(console, speaker, "ledger.stamp" if one["verified"] else "ledger.stamp_unverified", **one)
    witnessed(console, content["witnessed"], speaker)


def witnessed(console: Console, state: Content, speaker: Speaker) -> None:
    """Since when nobody but ourselves has vouched for the ledger."""
    if "contradicted" in state:
        _bad(console, speaker, "ledger.contradicted", **state["contradicted"])
    elif state["position"] is None:
        _warn(console, speaker, "ledger.never_witnessed", **state)
    elif state["unwitnessed"]:
        _warn(console, speaker, "ledger.unwitnessed_since", **state)
    else:
        _good(console, speaker, "ledger.witnessed", **state)


def checkpoint(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger checkpoint`: the note itself, so that it can be sent on."""
    console.print(escape(content["checkpoint"]), end="")
    _written(console, content, speaker)


def proved(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger prove`."""
    _say(console, speaker, "proof.made", **content)
    if not content["witnessed"]:
        _warn(console, speaker, "proof.unwitnessed")
    _written(console, content, speaker)


def checked(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger check-proof`."""
    if not content["holds"]:
        _bad(console, speaker, "proof.fails", problem=content["problem"])
        return
    entry = content["entry"]
    _good(console, speaker, "proof.holds", position=content["position"], origin=content["origin"], **content["ledger"])
    _say(console, speaker, "proof.entry", type=entry["type"], subject=entry["subject"], time=entry["time"])
    _seen(console, content, speaker)
    if content.get("package"):
        _good(console, speaker, "proof.package", **content["package"])


def grown(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger growth`."""
    _say(console, speaker, "growth.made", old=content["old"], size=content["ledger"]["size"])
    _written(console, content, speaker)


def checked_growth(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger check-growth`."""
    if not content["holds"]:
        _bad(console, speaker, "proof.fails", problem=content["problem"])
        return
    _good(console, speaker, "growth.holds", old=content["old"], origin=content["origin"], **content["ledger"])
    _seen(console, content, speaker)


def received(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger witness`."""
    if content["kept"] is None:
        _bad(console, speaker, "ledger.damaged", problem=content["problem"])
    else:
        _good(console, speaker, "ledger.received", **content)


def stamped(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger timestamp`."""
    _good(console, speaker, "ledger.stamped", size=content["ledger"]["size"], time=content["time"])
    _written(console, content, speaker)


def changed(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger rotate-key`."""
    for key in ("ledger.key_changed", "ledger.key_next"):
        _say(console, speaker, key, **content)


def adopted(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger adopt-key`."""
    if content["problem"]:
        _bad(console, speaker, "ledger.damaged", problem=content["problem"])
    elif not content["changed"]:
        _say(console, speaker, "ledger.key_waits", by=", ".join(content["signed_by"]), request=content["request"])
    else:
        changed(console, content, speaker)
        _warn(console, speaker, "ledger.key_vouch", handover=content["handover"])


def accepted(console: Console, content: Content, speaker: Speaker) -> None:
    """`ledger accept-loss`."""
    if not content["accepted"]:
        _say(console, speaker, "ledger.key_waits", by=", ".join(content["signed_by"]), request=content["request"])
        return
    _warn(console, speaker, "ledger.loss_accepted", **content)
    for package in content["packages"]:
        console.print(f"  {escape(package)}")


def witness_made(console: Console, content: Content, speaker: Speaker) -> None:
    """`witness init`."""
    _say(console, speaker, "witness.made", **content)


def watched(console: Console, content: Content, speaker: Speaker) -> None:
    """`witness trust`."""
    _say(console, speaker, "witness.watches", **content)


def witness_signed(console: Console, content: Content, speaker: Speaker) -> None:
    """`witness sign`."""
    if content["signed"]:
        _good(console, speaker, "witness.signed", **content)
    else:
        _bad(console, speaker, "witness.refused", problem=content["problem"])


def _seen(console: Console, content: Content, speaker: Speaker) -> None:
    if content["witnessed"]:
        _good(console, speaker, "proof.witnessed", **content["witnessed"])


def _written(console: Console, content: Content, speaker: Speaker) -> None:
    if content["file"]:
        _say(console, speaker, "file.written", file=content["file"])


def _say(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(escape(speaker.say(key, **params)))


def _good(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(f"[green]{escape(speaker.say(key, **params))}[/]")


def _warn(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(f"[yellow]{escape(speaker.say(key, **params))}[/]")


def _bad(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(f"[bold red]{escape(speaker.say(key, **params))}[/]")
