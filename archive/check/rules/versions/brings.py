"""Does a version bring what its reason says?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.register_view import RegisterView
from archive.model.finding import Finding, blocking
from archive.model.register import RegisterObject
from archive.model.standing import Standing
from archive.model.version import Reason, Version


def findings(register: RegisterView, version: Version, acts: int, standing: Standing | None) -> Iterator[Finding]:
    """VERSION_EMPTY: mentions without acts, a rescan or a migration without images, a transcription without text, a correction
    of nothing. A correction may be of the description alone; it is compared where the register is known.
    """
    match version.reason:
        case Reason.MENTIONS:
            lacking = "" if acts else "acts"
        case Reason.RESCAN | Reason.MIGRATION:
            lacking = "" if register.views else "views"
        case Reason.TRANSCRIPTION:
            lacking = "" if register.delivered.texts else "transcriptions"
        case Reason.CORRECTION:
            same = standing is not None and _described(standing.description) == _described(register.description)
            lacking = "changes" if same and not acts and not register.views and not register.delivered.texts else ""
    if lacking:
        yield blocking("VERSION_EMPTY", register.path, reason=str(version.reason), lacking=lacking)


def _described(description: RegisterObject) -> RegisterObject:
    return {name: value for name, value in description.items() if name not in ("version", "views")}
