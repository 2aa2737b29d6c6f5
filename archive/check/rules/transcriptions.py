"""Does each transcription belong to an image of its register, and measure in the same pixels?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import Batch, DeliveredRegister
from archive.model.finding import Finding, blocking


def findings(register: DeliveredRegister, batch: Batch) -> Iterator[Finding]:
    """TRANSCRIPTION_UNKNOWN_IMAGE and TRANSCRIPTION_SIZE_DIFFERS."""
    shown = {view.file for view in register.views}
    for image, transcription in register.transcriptions.items():
        if image not in shown:
            yield blocking("TRANSCRIPTION_UNKNOWN_IMAGE", transcription, image=image)
        facts, pixels = batch.files.get(transcription), batch.files.get(image)
        if facts and facts.transcribed and pixels and len(pixels.leaves) == 1 and facts.transcribed != pixels.leaves[0]:
            declared, found = (f"{size.width} x {size.height}" for size in (facts.transcribed, pixels.leaves[0]))
            yield blocking("TRANSCRIPTION_SIZE_DIFFERS", transcription, image=image, declared=declared, found=found)
