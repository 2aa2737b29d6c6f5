"""Does the archive hold an act of this number already, or does the act claim to be one that it holds?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Each, Fixed, Found, Judge, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.identifiers import ActId

_SOURCE = "One identifier names one act, for ever"
EXISTS = blocks("ACT_EXISTS", Stage.ACT, Fixed.IDENTITY, _SOURCE, 16)
NOT_HELD = blocks("ACT_NOT_HELD", Stage.ACT, Fixed.IDENTITY, _SOURCE)
RULES = (EXISTS, NOT_HELD)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """ACT_EXISTS: another part of the series holds this number. A suffix tells an act apart, so `12 bis` is not asked.

    ACT_NOT_HELD: an act of a register that comes for the first time has no identifier yet; its place in the register mints it.
    """
    identifier = register.identifier
    if register.version or identifier is None:
        return None
    numbers = register.existing.numbers_held(identifier)

    def act(act: ActView) -> Iterable[Found]:
        return found(act) if "id" in act.content or (not act.suffix and act.number in numbers) else ()

    def found(act: ActView) -> Iterator[Found]:
        if "id" in act.content:
            yield Found(NOT_HELD, act.place, {"act": str(act.content["id"])})
        if not act.suffix and act.number in numbers:
            yield Found(EXISTS, act.place, {"act": str(ActId(identifier.series, act.number))})

    return Each(act)
