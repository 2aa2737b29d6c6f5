"""Does each transcription of a held image name one that is held, and measure in the same pixels?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.register_view import RegisterView
from archive.delivery.batch import Size
from archive.model.finding import Finding, blocking
from archive.model.standing import Standing


def findings(register: RegisterView, standing: Standing) -> Iterator[Finding]:
    """TRANSCRIPTION_UNKNOWN_IMAGE and TRANSCRIPTION_SIZE_DIFFERS. An image that was replaced is held, too."""
    held = {name: view for (_, name), view in standing.held.items()}
    for transcription, (name, sha256) in register.delivered.of_held.items():
        view = held.get(name)
        if view is None or view.digest.hex != sha256:
            yield blocking("TRANSCRIPTION_UNKNOWN_IMAGE", transcription, image=name)
            continue
        facts = register.files.get(transcription)
        if facts and facts.transcribed and facts.transcribed != Size(view.width, view.height):
            declared, found = f"{facts.transcribed.width} x {facts.transcribed.height}", f"{view.width} x {view.height}"
            yield blocking("TRANSCRIPTION_SIZE_DIFFERS", transcription, image=name, declared=declared, found=found)
