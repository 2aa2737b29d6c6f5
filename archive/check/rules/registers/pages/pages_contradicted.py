"""Is a page imaged although it is declared missing?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense

RULE = Rule(
    "PAGES_CONTRADICTED",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "A description that contradicts its own images proves nothing",
    numbers=(2,),
)
RULES = (RULE,)
_MAY_BE_SEEN = frozenset({"illegible", "void"})


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Once(lambda: _found(register)) if register.missing_pages else None


def _found(register: RegisterView) -> Iterable[Breach]:
    both = condense(
        page for page, reason in register.missing_pages.items() if page in register.pages and reason not in _MAY_BE_SEEN
    )
    if both:
        yield Breach(RULE, f"{register.path}#/missing_pages", {"pages": written(both)})
