"""Does every view show a page image that is there, and each only once?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import Batch, DeliveredRegister
from archive.model.finding import Finding, blocking


def findings(register: DeliveredRegister, batch: Batch) -> Iterator[Finding]:
    """VIEW_LEAF_MISSING and VIEW_TWICE; a damaged file is another rule's. VIEW_NOT_HELD where there is nothing to replace."""
    seen: set[tuple[str, int]] = set()
    for position, view in enumerate(register.views):
        place = f"{register.path}#/views/{position}"
        facts = batch.files.get(view.file)
        if facts and not facts.damage and not 1 <= view.leaf <= len(facts.leaves):
            yield blocking("VIEW_LEAF_MISSING", place, file=view.file, leaf=view.leaf, leaves=len(facts.leaves))
        if (view.file, view.leaf) in seen:
            yield blocking("VIEW_TWICE", place, file=view.file, leaf=view.leaf)
        seen.add((view.file, view.leaf))
        if view.replaces and "version" not in register.description:
            yield blocking("VIEW_NOT_HELD", f"{place}/replaces", view=view.replaces[0])
