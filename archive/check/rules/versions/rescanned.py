"""Do the images of a version replace images that stand, and show pages that the register has?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.numbers import written
from archive.check.register_view import RegisterView
from archive.model.finding import Finding, blocking
from archive.model.ranges import condense
from archive.model.standing import Standing


def findings(register: RegisterView, standing: Standing) -> Iterator[Finding]:
    """VIEW_NOT_HELD, PAGE_NOT_OF_REGISTER, and PAGES_LOST where nothing shows any more what a replaced image showed."""
    gone = {name for view in register.views for name in view.replaces}
    stands = {placed.view.name for placed in standing.views}
    for position, view in enumerate(register.views):
        for name in view.replaces:
            if name not in stands:
                yield blocking("VIEW_NOT_HELD", f"{register.path}#/views/{position}/replaces", view=name)
    kept = {page for placed in standing.views if placed.view.name not in gone for page in placed.view.pages}
    lost = standing.pages - kept - register.pages.keys()
    if lost:
        yield blocking("PAGES_LOST", f"{register.path}#/views", pages=written(condense(lost)))
    certified = register.stated.pages_certified or 0
    strange = {page for page in register.pages if page > certified} - standing.pages - register.missing_pages.keys()
    if strange:
        yield blocking("PAGE_NOT_OF_REGISTER", f"{register.path}#/views", pages=written(condense(strange)))
