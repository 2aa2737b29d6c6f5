"""Does an act that comes for the first time claim to be one that is held?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Fixed, Judge, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView

NOT_HELD = blocks("ACT_NOT_HELD", Stage.ACT, Fixed.IDENTITY, "One identifier names one act, for ever")
RULES = (NOT_HELD,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """An act of a register that comes for the first time has no identifier yet; its place in the register mints it."""
    if register.version or register.identifier is None:
        return None

    def act(act: ActView) -> Iterable[Breach]:
        return (Breach(NOT_HELD, act.place, {"act": str(act.content["id"])}),) if "id" in act.content else ()

    return Each(act)
