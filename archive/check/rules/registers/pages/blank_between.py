"""Does a blank page stand between pages of acts?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense

RULE = Rule(
    "BLANK_BETWEEN_ACTS",
    Stage.REGISTER,
    Severity.WARNING,
    Severity.INFORMATION,
    "Decree 2-99-665, article 12: acts are written in sequence, and no page is left blank",
    numbers=(14,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """A page declared blank; one that is blank without being declared so is a rule on files (BLANK_PAGE)."""
    return Once(lambda: _found(register)) if any(view.kind == "blank" for view in register.views) else None


def _found(register: RegisterView) -> Iterable[Breach]:
    acts = [position for position, view in enumerate(register.views) if view.kind == "acts"]
    if not acts:
        return
    blank = condense(page for view in register.views[acts[0] : acts[-1]] if view.kind == "blank" for page in view.pages)
    if blank:
        yield Breach(RULE, f"{register.path}#/views", {"pages": written(blank)})
