"""Does a register say it was keyed exactly when it has a file of acts?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView

_SOURCE = "Acts that were keyed and not delivered, or delivered and not said to be keyed, would be lost"
MISSING = blocks("ACTS_FILE_MISSING", Stage.REGISTER, Fixed.LOSS, _SOURCE)
UNEXPECTED = blocks("ACTS_FILE_UNEXPECTED", Stage.REGISTER, Fixed.LOSS, _SOURCE)
RULES = (MISSING, UNEXPECTED)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register))


def _found(register: RegisterView) -> Iterator[Breach]:
    """A nil register has none, and a version may bring none."""
    file = register.delivered.acts
    if register.keyed and file is None and not register.nil and "version" not in register.description:
        yield Breach(MISSING, register.path)
    if not register.keyed and file is not None:
        yield Breach(UNEXPECTED, register.path, {"file": file})
