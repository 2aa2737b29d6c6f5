"""Does a version bring what its reason says?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from archive.check.engine.rule import AtEnd, Breach, Fixed, Judge, Once, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.records.register import RegisterObject
from archive.model.records.version import Reason

RULE = blocks("VERSION_EMPTY", Stage.VERSION, Fixed.VERSION, "A version that changes nothing is a link to nothing")
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Mentions without acts, a rescan or a migration without images, a transcription without text, a correction of nothing.

    A correction may be of the description alone; it is compared where the register is known.
    """
    if register.version is None:
        return None
    match register.version.reason:
        case Reason.MENTIONS:
            return AtEnd(_number, lambda acts: _lacking(register, "" if acts else "acts"))
        case Reason.RESCAN | Reason.MIGRATION:
            return Once(lambda: _lacking(register, "" if register.views else "views"))
        case Reason.TRANSCRIPTION:
            return Once(lambda: _lacking(register, "" if register.delivered.texts else "transcriptions"))
        case Reason.CORRECTION:
            return AtEnd(_number, lambda acts: _lacking(register, "changes" if _same(register, acts) else ""))
        case _:
            assert_never(register.version.reason)


def _number(act: ActView) -> int:
    return act.number


def _same(register: RegisterView, acts: Sequence[int]) -> bool:
    held = register.standing
    described = held is not None and _described(held.description) == _described(register.description)
    return described and not acts and not register.views and not register.delivered.texts


def _lacking(register: RegisterView, lacking: str) -> Iterator[Breach]:
    if lacking and register.version:
        yield Breach(RULE, register.path, {"reason": str(register.version.reason), "lacking": lacking})


def _described(description: RegisterObject) -> RegisterObject:
    return {name: value for name, value in description.items() if name not in ("version", "views")}
