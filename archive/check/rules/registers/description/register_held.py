"""Does the archive hold this register already?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView

RULE = blocks(
    "REGISTER_EXISTS",
    Stage.REGISTER,
    Fixed.IDENTITY,
    "What was accepted is never replaced, only followed by a new version",
    16,
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    identifier = register.identifier
    if identifier is None:
        return None

    def end() -> Iterator[Breach]:
        if register.existing.register_held(identifier):
            yield Breach(RULE, register.path, {"register": str(identifier)})

    return Once(end)
