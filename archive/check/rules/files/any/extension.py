"""Does the name of a file claim what its bytes are?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Stage, blocks
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.mime import GZIP, PAGES, TAR, UNKNOWN, XLSX, ZIP, named

_CERTAIN = (*PAGES, ZIP, TAR, GZIP, XLSX)
"""Kinds that have a signature and a name of their own; of two text formats one may look like the other."""

RULE = blocks("WRONG_EXTENSION", Stage.FILE, Fixed.INTEGRITY, "A file that is not what it claims may be another file")
RULES = (RULE,)


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """Nothing about bytes that are of no known kind, because another rule says so."""
    claimed = named(facts.path)
    if facts.mime in (claimed, UNKNOWN) or not facts.size:
        return
    if facts.mime in _CERTAIN or claimed in PAGES:
        yield Breach(RULE, facts.path, {"found": facts.mime})
