"""What the manifest and the register descriptions use each file for, and what they say that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Set

from archive.delivery.facts.batch import Batch
from archive.delivery.manifest import PATH

BLANK = "blank"
MAY_BE_BLANK = frozenset((BLANK, "cover", "target", "other"))
"""Kinds of view that need not show text."""


def kinds_shown(batch: Batch) -> Mapping[str, Set[str]]:
    """The kinds of view that each file is shown as."""
    shown: dict[str, set[str]] = {}
    for register in batch.registers:
        for view in register.views:
            shown.setdefault(view.file, set()).add(view.kind)
    return shown


def used_files(batch: Batch) -> Mapping[str, str]:
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
