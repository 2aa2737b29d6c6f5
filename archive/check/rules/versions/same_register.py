"""Does the description still speak of the register whose chain it follows?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.register_view import RegisterView
from archive.model.finding import Finding, blocking
from archive.model.json import Json
from archive.model.standing import Standing
from archive.model.version import Reason, Version

_FOR_EVER = ("regime", "event", "part", "copy")
_CORRECTED = ("office", "year")
IDENTIFYING = (*_FOR_EVER, *_CORRECTED)


def findings(register: RegisterView, version: Version, standing: Standing) -> Iterator[Finding]:
    """VERSION_REGISTER_DIFFERS. Office and year may be corrected, which makes another name for the same register."""
    asked = _FOR_EVER if version.reason is Reason.CORRECTION else IDENTIFYING
    for name in asked:
        held, stated = standing.description.get(name), register.description.get(name)
        if held != stated:
            params: dict[str, Json] = {"field": name, "stated": str(stated), "held": str(held)}
            yield blocking("VERSION_REGISTER_DIFFERS", f"{register.path}#/{name}", **params)
