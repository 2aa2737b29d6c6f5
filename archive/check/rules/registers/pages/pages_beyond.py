"""Does an image bear a page number above the number of pages certified?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense

RULE = Rule(
    "PAGES_BEYOND",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 4: the number of pages is certified before the register is used",
    numbers=(2,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    certified = register.stated.pages_certified
    return Once(lambda: _found(register, certified)) if certified else None


def _found(register: RegisterView, certified: int) -> Iterable[Breach]:
    beyond = condense(page for page in register.pages if page > certified)
    if beyond:
        yield Breach(RULE, f"{register.path}#/views", {"pages": written(beyond), "certified": certified})
