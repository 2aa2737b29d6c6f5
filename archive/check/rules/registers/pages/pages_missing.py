"""Is every certified page imaged, or declared missing with a reason?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.numbers import size, written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json
from archive.model.ranges import condense, gaps

RULE = Rule(
    "PAGES_MISSING",
    Stage.REGISTER,
    Severity.BLOCKING,
    Severity.ERROR,
    "Decree 2-99-665, article 4: the number of pages is certified on the first page and every page is numbered",
    numbers=(2,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    certified = register.stated.pages_certified
    return Once(lambda: _found(register, certified)) if certified else None


def _found(register: RegisterView, certified: int) -> Iterable[Breach]:
    lacking = gaps(condense([*register.pages, *register.missing_pages]), 1, certified)
    if lacking:
        params: dict[str, Json] = {"pages": written(lacking), "count": size(lacking), "certified": certified}
        yield Breach(RULE, f"{register.path}#/views", params)
