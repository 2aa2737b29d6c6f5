"""Was an act keyed from every image that is said to show acts?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from archive.check.act_view import ActView
from archive.check.register_view import RegisterView
from archive.check.rule import AtEnd, Found, Judge, Profile, Rule
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "VIEW_WITHOUT_ACT",
    22,
    Severity.BLOCKING,
    Severity.WARNING,
    "An image of acts from which nothing was keyed is a page that the keyer skipped",
)
_UNREADABLE = frozenset({"illegible", "void", "never_written"})
_Shown = frozenset[tuple[str, int]]


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return AtEnd(_shown, lambda shown: _found(register, shown)) if register.keyed and not register.nil else None


def _shown(act: ActView) -> _Shown | None:
    """The images on which an act or one of its mentions stands."""
    holders = (act.content, *(mention.raw for mention in act.mentions)) if act.mentions else (act.content,)
    return frozenset(
        (cast(str, region["file"]), cast(int, region.get("leaf", 1)))
        for holder in holders
        for region in cast("Sequence[dict[str, object]]", holder.get("regions") or ())
    )


def _found(register: RegisterView, acts: Sequence[_Shown]) -> Iterable[Found]:
    """A page keyed from another view of it is keyed; acts declared illegible or void may well fill an image."""
    shown = frozenset().union(*acts) if acts else frozenset()
    pages = {page for view in register.views if (view.file, view.leaf) in shown for page in view.pages}
    excused = any(reason in _UNREADABLE for reason in register.missing_acts.values())
    for position, view in enumerate(register.views):
        if view.kind != "acts" or (view.file, view.leaf) in shown or (view.pages and pages.issuperset(view.pages)):
            continue
        listed = ", ".join(str(page) for page in view.pages)
        params: dict[str, Json] = {"file": view.file, "leaf": view.leaf, "pages": listed}
        yield Found(f"{register.path}#/views/{position}", params, Severity.WARNING if excused else None)
