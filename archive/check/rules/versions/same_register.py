"""Does the description still speak of the register whose chain it follows?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.records.register_state import RegisterState
from archive.model.records.version import Reason, Version

RULE = blocks("VERSION_REGISTER_DIFFERS", Stage.VERSION, Fixed.IDENTITY, "A chain is of one register, for ever")
RULES = (RULE,)
_FOR_EVER = ("regime", "event", "part", "copy")
_CORRECTED = ("office", "year")
IDENTIFYING = (*_FOR_EVER, *_CORRECTED)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    version, standing = register.version, register.standing
    return Once(lambda: _found(register, version, standing)) if version and standing else None


def _found(register: RegisterView, version: Version, standing: RegisterState) -> Iterator[Breach]:
    """Office and year may be corrected, which makes another name for the same register."""
    for name in _FOR_EVER if version.reason is Reason.CORRECTION else IDENTIFYING:
        held, stated = standing.description.get(name), register.description.get(name)
        if held != stated:
            params = {"field": name, "stated": str(stated), "held": str(held)}
            yield Breach(RULE, f"{register.path}#/{name}", params)
