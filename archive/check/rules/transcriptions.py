"""Does each transcription belong to an image of its register, name no other, and measure in the same pixels?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from archive.delivery.batch import Batch, DeliveredRegister
from archive.model.finding import Finding, Severity, blocking


def findings(register: DeliveredRegister, batch: Batch) -> Iterator[Finding]:
    """TRANSCRIPTION_UNKNOWN_IMAGE, TRANSCRIPTION_NAMES_OTHER_IMAGE and TRANSCRIPTION_SIZE_DIFFERS.

    A first delivery has no held image to transcribe.
    """
    for transcription, (view, _) in register.of_held.items() if "version" not in register.description else ():
        yield blocking("TRANSCRIPTION_UNKNOWN_IMAGE", transcription, image=view)
    shown = {view.file for view in register.views}
    for image, transcription in register.transcriptions.items():
        facts, pixels = batch.files.get(transcription), batch.files.get(image)
        if image not in shown:
            yield blocking("TRANSCRIPTION_UNKNOWN_IMAGE", transcription, image=image)
        elif facts and facts.transcribes and _stem(facts.transcribes) != _stem(image):
            # the name of another page is a mix-up; a name that no page has may be the one before the images were renamed
            mixed = _stem(facts.transcribes) in map(_stem, shown)
            params = {"image": image, "named": facts.transcribes}
            severity = Severity.BLOCKING if mixed else Severity.WARNING
            yield Finding("TRANSCRIPTION_NAMES_OTHER_IMAGE", severity, transcription, params)
        if facts and facts.transcribed and pixels and len(pixels.leaves) == 1 and facts.transcribed != pixels.leaves[0]:
            declared, found = (f"{size.width} x {size.height}" for size in (facts.transcribed, pixels.leaves[0]))
            yield blocking("TRANSCRIPTION_SIZE_DIFFERS", transcription, image=image, declared=declared, found=found)


def _stem(named: str) -> str:
    """The name of an image without folder and extension, which change when images are converted."""
    name = unicodedata.normalize("NFC", unquote(named).replace("\\", "/")).rpartition("/")[2]
    return (name.rpartition(".")[0] or name).casefold()
