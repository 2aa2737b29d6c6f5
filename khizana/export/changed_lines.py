"""What a version changed, in a few lines, the same on a terminal and on a page: each field before and after, and the basis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from archive.model.records.act import SCRIPTS
from khizana.language import Speaker

Content = Any


def restated(version: Content, speaker: Speaker) -> Iterator[str]:
    """A version that changed what completeness rests on: which, why, when, by whom; its basis; and what."""
    named = {"package": version["package"], "reason": speaker.word("reason", version["reason"])}
    when = {"time": version.get("stored") or "—", "contractor": version.get("contractor") or "—"}
    yield speaker.say("completeness.restated", **named, **when)
    if "basis" in version:
        yield basis(version["basis"], speaker)
    for change in version["changes"]:
        yield changed(change, speaker)


def changed(change: Content, speaker: Speaker) -> str:
    """One field, before and after."""
    before, after = _value(change["before"], speaker), _value(change["after"], speaker)
    return speaker.say("history.changed", pointer=change["pointer"], before=before, after=after)


def basis(given: Content, speaker: Speaker) -> str:
    """What a correction rests on."""
    by = given.get("authority", speaker.word("basis", given["kind"]))
    return speaker.say("history.basis", by=by, reference=given["reference"], date=given["date"])


def _value(keyed: Content, speaker: Speaker) -> str:
    """A keyed value as a person reads it; anything else as JSON."""
    if keyed is None:
        return "—"
    if isinstance(keyed, dict) and "absent" in keyed:
        return f"[{speaker.word('absence', keyed['absent'])}]"
    if isinstance(keyed, dict) and "value" in keyed:
        return str(keyed["value"])
    if isinstance(keyed, dict) and any(script in keyed for script in SCRIPTS):
        return " · ".join(_value(keyed[script], speaker) for script in SCRIPTS if script in keyed)
    return keyed if isinstance(keyed, str) else json.dumps(keyed, ensure_ascii=False)
