"""Do the images of a version replace images that stand, and show pages that the register has?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Rule, Stage, blocks
from archive.check.rules.registers.pages.views import NOT_HELD
from archive.check.views.act_view import ActView
from archive.check.views.numbers import written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense
from archive.model.records.register_state import RegisterState

LOST = blocks("PAGES_LOST", Stage.VERSION, Fixed.LOSS, "A page that was shown is shown for ever")
STRANGE = Rule(
    "PAGE_NOT_OF_REGISTER",
    Stage.VERSION,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "Decree 2-99-665, article 4: the number of pages is certified before the register is used",
)
RULES = (NOT_HELD, LOST, STRANGE)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    standing = register.standing
    return Once(lambda: _found(register, standing)) if standing else None


def _found(register: RegisterView, standing: RegisterState) -> Iterator[Breach]:
    """VIEW_NOT_HELD, PAGE_NOT_OF_REGISTER, and PAGES_LOST where nothing shows any more what a replaced image showed."""
    gone = {name for view in register.views for name in view.replaces}
    stands = {placed.view.name for placed in standing.views}
    for position, view in enumerate(register.views):
        for name in view.replaces:
            if name not in stands:
                yield Breach(NOT_HELD, f"{register.path}#/views/{position}/replaces", {"view": name})
    kept = {page for placed in standing.views if placed.view.name not in gone for page in placed.view.pages}
    lost = standing.pages - kept - register.pages.keys()
    if lost:
        yield Breach(LOST, f"{register.path}#/views", {"pages": written(condense(lost))})
    certified = register.stated.pages_certified or 0
    strange = {page for page in register.pages if page > certified} - standing.pages - register.missing_pages.keys()
    if strange:
        yield Breach(STRANGE, f"{register.path}#/views", {"pages": written(condense(strange))})
