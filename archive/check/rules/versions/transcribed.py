"""Does each transcription of a held image name one that is held, and measure in the same pixels?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Judge, Once, Profile
from archive.check.rules.registers.pages.transcriptions import SIZE_DIFFERS, UNKNOWN_IMAGE, size_differs
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import Size
from archive.model.records.register_state import RegisterState

RULES = (UNKNOWN_IMAGE, SIZE_DIFFERS)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    standing = register.standing
    return Once(lambda: _found(register, standing)) if standing and register.delivered.of_held else None


def _found(register: RegisterView, standing: RegisterState) -> Iterator[Breach]:
    """An image that was replaced is held, too."""
    held = {name: view for (_, name), view in standing.held.items()}
    for transcription, (name, sha256) in register.delivered.of_held.items():
        view = held.get(name)
        if view is None or view.digest.hex != sha256:
            yield Breach(UNKNOWN_IMAGE, transcription, {"image": name})
            continue
        facts, size = register.files.get(transcription), Size(view.width, view.height)
        if facts and facts.transcribed and facts.transcribed != size:
            yield size_differs(transcription, name, facts.transcribed, size)
