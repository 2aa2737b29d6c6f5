"""Was an act keyed from every image that is said to show acts?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "VIEW_WITHOUT_ACT",
    Stage.REGISTER,
    Severity.BLOCKING,
    Severity.WARNING,
    "An image of acts from which nothing was keyed is a page that the keyer skipped",
    numbers=(22,),
)
RULES = (RULE,)
_UNREADABLE = frozenset({"illegible", "void", "never_written"})
_Shown = set[tuple[str, int]]


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    if not register.keyed or register.nil:
        return None
    shown: _Shown = set()

    def act(act: ActView) -> Iterable[Breach]:
        for region in act.regions:
            shown.add((cast(str, region.get("file", "")), cast(int, region.get("leaf", 1))))
        for mention in act.mentions:
            for region in cast("Sequence[Mapping[str, Json]]", mention.raw.get("regions", ())):
                shown.add((cast(str, region.get("file", "")), cast(int, region.get("leaf", 1))))
        return ()

    return Each(act, lambda: _found(register, shown))


def _found(register: RegisterView, shown: _Shown) -> Iterable[Breach]:
    """A page keyed from another view of it is keyed; acts declared illegible or void may well fill an image."""
    pages = {page for view in register.views if (view.file, view.leaf) in shown for page in view.pages}
    excused = any(reason in _UNREADABLE for reason in register.missing_acts.values())
    for position, view in enumerate(register.views):
        if view.kind != "acts" or (view.file, view.leaf) in shown or (view.pages and pages.issuperset(view.pages)):
            continue
        listed = ", ".join(str(page) for page in view.pages)
        params: dict[str, Json] = {"file": view.file, "leaf": view.leaf, "pages": listed}
        yield Breach(RULE, f"{register.path}#/views/{position}", params, Severity.WARNING if excused else None)
