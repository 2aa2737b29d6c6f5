"""Does a version bring what its reason says?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.register_view import RegisterView
from archive.model.finding import Finding, blocking
from archive.model.version import Reason, Version


def findings(register: RegisterView, version: Version) -> Iterator[Finding]:
    """VERSION_EMPTY: mentions without acts, a rescan or a migration without images. A correction may be of
    the description alone.
    """
    acts = register.delivered.acts is not None
    if version.reason is Reason.MENTIONS and not acts:
        yield blocking("VERSION_EMPTY", register.path, reason=str(version.reason), lacking="acts")
    if version.reason in (Reason.RESCAN, Reason.MIGRATION) and not register.views:
        yield blocking("VERSION_EMPTY", register.path, reason=str(version.reason), lacking="views")
