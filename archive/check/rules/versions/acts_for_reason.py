"""Does an act of a version change only what the reason of the version is for?

mentions: what stands in the margin. correction: what was corrected. rescan and migration: where acts stand on the images.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archive.check.engine.rule import Breach, Each, Fixed, Judge, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.records.act import ActObject, mentions
from archive.model.records.version import Reason

SOURCE = "What is changed is what was decided, and nothing beside it (docs/adr/0026)"
MORE = blocks("VERSION_CHANGES_MORE", Stage.VERSION, Fixed.VERSION, SOURCE)
UNCHANGED = blocks("ACT_UNCHANGED", Stage.VERSION, Fixed.VERSION, SOURCE)
RULES = (MORE, UNCHANGED)
_NEVER_CHANGED = frozenset({"id", "register"})
_FREE: Mapping[Reason, frozenset[str]] = {
    Reason.MENTIONS: frozenset({"regions", "mentions", "status"}),
    Reason.RESCAN: frozenset({"regions", "mentions"}),
    Reason.MIGRATION: frozenset({"regions", "mentions"}),
    Reason.TRANSCRIPTION: frozenset(),
}
"""A cancellation changes the status; a new image of the page, where the act stands. Mentions are looked at one by one."""
_UNSAID: ActObject = {}


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    version, standing = register.version, register.standing
    if version is None or standing is None:
        return None

    def act(act: ActView) -> Iterable[Breach]:
        held = standing.acts.get(str(act.content.get("id", "")))
        return tuple(_found(act, held, version.reason)) if held else ()

    return Each(act)


def _found(act: ActView, held: ActObject, reason: Reason) -> Iterator[Breach]:
    """VERSION_CHANGES_MORE: a name corrected under another reason would be a correction that nobody ordered. ACT_UNCHANGED."""
    names = (act.content.keys() | held.keys()) - _NEVER_CHANGED
    changed = [name for name in sorted(names) if act.content.get(name) != held.get(name)]
    if not changed:
        yield Breach(UNCHANGED, act.place, {"act": str(held["id"])})
    if reason is Reason.CORRECTION:
        return
    for name in changed:
        if name not in _FREE[reason]:
            yield more(act.place, f"/{name}")
    if "mentions" not in _FREE[reason]:
        return
    before = {mention["order"]: _said(mention) for mention in mentions(held)}
    for position, mention in enumerate(mentions(act.content)):
        new = _said(mention) if reason is Reason.MENTIONS else _UNSAID
        if before.get(mention["order"], new) != _said(mention):
            yield more(act.place, f"/mentions/{position}")


def more(place: str, pointer: str) -> Breach:
    """That something is changed for which the version is not."""
    return Breach(MORE, place, {"pointer": pointer})


def _said(mention: ActObject) -> ActObject:
    return {name: value for name, value in mention.items() if name != "regions"}
