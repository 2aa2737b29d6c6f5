"""Is there an image of the page on which each statement was read?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "STATEMENT_NOT_IMAGED",
    Stage.REGISTER,
    Severity.BLOCKING,
    Severity.WARNING,
    "Decree 2-99-665, article 4: the prosecutor certifies the register on its first page and signs the first and the last",
    numbers=(1,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register))


def _found(register: RegisterView) -> Iterable[Breach]:
    """A statement with a value, read on a page that no view shows and that is not declared missing."""
    kinds = {view.kind for view in register.views}
    stated = register.stated
    if "opening" not in kinds and stated.pages_certified is not None and not _accounted(register, 1):
        yield Breach(RULE, f"{register.path}#/opening", {"what": "opening"})
    closing = any(value is not None for value in (stated.first_number, stated.last_number, stated.acts))
    last = stated.pages_certified or max(register.pages, default=0)
    if "closing" not in kinds and closing and last and not _accounted(register, last):
        yield Breach(RULE, f"{register.path}#/closing", {"what": "closing"})


def _accounted(register: RegisterView, page: int) -> bool:
    return page in register.pages or page in register.missing_pages
