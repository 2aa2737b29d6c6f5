"""What the manifest and the register descriptions use each file for."""

from __future__ import annotations

from collections.abc import Mapping

from archive.delivery.batch import Batch
from archive.delivery.manifest import PATH


def uses(batch: Batch) -> Mapping[str, str]:
    """Each file that is used, and the document that names it first."""
    named: dict[str, str] = {}
    if batch.manifest:
        named.setdefault(batch.manifest.offices, PATH)
    for register in batch.registers:
        named.setdefault(register.path, PATH)
        if register.acts is not None:
            named.setdefault(register.acts, PATH)
        for image, transcription in register.transcriptions.items():
            named.setdefault(transcription, PATH)
            named.setdefault(image, PATH)
        named |= {text: PATH for text in register.of_held if text not in named}
        for view in register.views:
            named.setdefault(view.file, register.path)
    named.pop("", None)
    return named
