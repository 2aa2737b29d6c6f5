"""Does every view show a page image that is there, and each only once?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView

_SOURCE = "A view names one image, and an act stands on a view"
LEAF_MISSING = blocks("VIEW_LEAF_MISSING", Stage.REGISTER, Fixed.IDENTITY, _SOURCE)
TWICE = blocks("VIEW_TWICE", Stage.REGISTER, Fixed.IDENTITY, _SOURCE, 12)
NOT_HELD = blocks("VIEW_NOT_HELD", Stage.REGISTER, Fixed.IDENTITY, _SOURCE)
RULES = (LEAF_MISSING, TWICE, NOT_HELD)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register))


def _found(register: RegisterView) -> Iterator[Breach]:
    """VIEW_LEAF_MISSING and VIEW_TWICE; a damaged file is another rule's. VIEW_NOT_HELD where there is nothing to replace."""
    seen: set[tuple[str, int]] = set()
    for position, view in enumerate(register.views):
        place = f"{register.path}#/views/{position}"
        facts = register.files.get(view.file)
        if facts and not facts.damage and not 1 <= view.leaf <= len(facts.leaves):
            yield Breach(LEAF_MISSING, place, {"file": view.file, "leaf": view.leaf, "leaves": len(facts.leaves)})
        if (view.file, view.leaf) in seen:
            yield Breach(TWICE, place, {"file": view.file, "leaf": view.leaf})
        seen.add((view.file, view.leaf))
        if view.replaces and "version" not in register.description:
            yield Breach(NOT_HELD, f"{place}/replaces", {"view": view.replaces[0]})
