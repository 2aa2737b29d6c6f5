"""Is every page image another one?"""

from __future__ import annotations

from collections.abc import Iterator, Set

from archive.check.delivery_profile import FileProfile
from archive.delivery.batch import Batch
from archive.delivery.kinds import PAGES
from archive.model.digest import Digest
from archive.model.finding import Finding


def findings(batch: Batch, profile: FileProfile, blank: Set[str]) -> Iterator[Finding]:
    """DUPLICATE_IMAGE: the same bytes under two names, unless both are declared blank."""
    first: dict[Digest, str] = {}
    for path, facts in batch.files.items():
        if facts.mime not in PAGES or not facts.size:
            continue
        other = first.setdefault(facts.digest, path)
        if other != path and not {path, other} <= blank:
            yield from profile.against("DUPLICATE_IMAGE", path, other=other)
