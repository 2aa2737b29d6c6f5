"""Did the office exist in the register's year?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "OFFICE_OUT_OF_TIME",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Law 37-99, article 4: offices are created in the communes and change with them",
    numbers=(10,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Nothing is asked of an office whose record has no dates."""
    since, until = (str(register.office.get(name) or "") for name in ("valid_from", "valid_to"))
    return Once(lambda: _found(register, since, until)) if since or until else None


def _found(register: RegisterView, since: str, until: str) -> Iterable[Breach]:
    year = f"{register.year:04d}"
    if (since and year < since[:4]) or (until and year > until[:4]):
        office = str(register.description["office"])
        params: dict[str, Json] = {"office": office, "year": register.year, "from": since or "…", "to": until or "…"}
        yield Breach(RULE, f"{register.path}#/office", params)
