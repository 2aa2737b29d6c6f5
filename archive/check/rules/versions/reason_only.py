"""Does a version change only what its reason is for?

mentions: what stands in the margin. correction: what was corrected; a statement or a declared gap on a stated basis alone. rescan
and migration: the images, and where acts stand on them. transcription: nothing but the text of images.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from archive.check.register_view import RegisterView
from archive.check.rules.versions.same_register import IDENTIFYING
from archive.delivery.batch import DeliveredAct
from archive.model.act import ActObject, mentions
from archive.model.changes import Change
from archive.model.finding import Finding, Severity, blocking
from archive.model.json import Json
from archive.model.restated import GAPS, STATEMENTS, stated_otherwise
from archive.model.standing import Standing
from archive.model.version import Reason, Version

_ALWAYS = frozenset({"version", "views", *IDENTIFYING})
"""What another rule looks at, or every version has of its own."""
_NEVER_CHANGED = frozenset({"id", "register"})
_FREE: Mapping[Reason, frozenset[str]] = {
    Reason.MENTIONS: frozenset({"regions", "mentions", "status"}),
    Reason.RESCAN: frozenset({"regions", "mentions"}),
    Reason.MIGRATION: frozenset({"regions", "mentions"}),
    Reason.TRANSCRIPTION: frozenset(),
}
"""A cancellation changes the status; a new image of the page, where the act stands. Mentions are looked at one by one."""
_UNSAID: ActObject = {}


def description_findings(
    register: RegisterView, version: Version, standing: Standing, acts: Collection[int]
) -> Iterator[Finding]:
    """`acts` are the numbers of those that came with it. VERSION_CHANGES_MORE.

    For a correction CORRECTION_WITHOUT_BASIS, and STATEMENT_CHANGED that says what it changes.
    """
    before, after = standing.description, register.description
    if version.reason is not Reason.TRANSCRIPTION and register.delivered.of_held:
        yield _more(next(iter(register.delivered.of_held)), "/transcriptions")
    if version.reason is Reason.TRANSCRIPTION and register.views:
        yield _more(f"{register.path}#/views", "/views")
    if version.reason is Reason.CORRECTION:
        for change in stated_otherwise(before, after):
            if change.pointer.split("/")[1] in (*STATEMENTS, *GAPS):
                yield from _stated(register, version, change)
        return
    brought = _gaps_closed(register, acts) if version.reason is Reason.RESCAN else frozenset()
    for change in stated_otherwise(before, after):
        if change.pointer.split("/")[1] in GAPS and not (change.after is None and change.pointer in brought):
            yield _more(f"{register.path}#{change.pointer}", change.pointer)
    free = _ALWAYS | set(GAPS) | ({"capture"} if version.reason is not Reason.TRANSCRIPTION else set())
    for name in sorted((before.keys() | after.keys()) - free):
        if before.get(name) != after.get(name):
            yield _more(f"{register.path}#/{name}", f"/{name}")


def act_findings(act: DeliveredAct, held: ActObject, reason: Reason) -> Iterator[Finding]:
    """VERSION_CHANGES_MORE: a name corrected under another reason would be a correction that nobody ordered. ACT_UNCHANGED."""
    names = (act.content.keys() | held.keys()) - _NEVER_CHANGED
    changed = [name for name in sorted(names) if act.content.get(name) != held.get(name)]
    if not changed:
        yield blocking("ACT_UNCHANGED", act.place, act=str(held["id"]))
    if reason is Reason.CORRECTION:
        return
    for name in changed:
        if name not in _FREE[reason]:
            yield _more(act.place, f"/{name}")
    if "mentions" not in _FREE[reason]:
        return
    before = {mention["order"]: _said(mention) for mention in mentions(held)}
    for position, mention in enumerate(mentions(act.content)):
        new = _said(mention) if reason is Reason.MENTIONS else _UNSAID
        if before.get(mention["order"], new) != _said(mention):
            yield _more(act.place, f"/mentions/{position}")


def _stated(register: RegisterView, version: Version, change: Change) -> Iterator[Finding]:
    place = f"{register.path}#{change.pointer}"
    if version.basis is None:
        yield blocking("CORRECTION_WITHOUT_BASIS", place, pointer=change.pointer)
        return
    params: dict[str, Json] = {
        "pointer": change.pointer,
        "before": _value(change.before),
        "after": _value(change.after),
    }
    yield Finding("STATEMENT_CHANGED", Severity.INFORMATION, place, params)


def _gaps_closed(register: RegisterView, acts: Collection[int]) -> frozenset[str]:
    """The declared gaps that a rescan may take back: pages that it shows, and numbers of acts that it brings."""
    return frozenset(
        {*(f"/missing_pages/{page}" for page in register.pages), *(f"/missing_acts/{one}" for one in acts)}
    )


def _more(place: str, pointer: str) -> Finding:
    return blocking("VERSION_CHANGES_MORE", place, pointer=pointer)


def _said(mention: ActObject) -> ActObject:
    return {name: value for name, value in mention.items() if name != "regions"}


def _value(keyed: Json) -> str:
    """A keyed value in a word."""
    if isinstance(keyed, Mapping):
        return str(keyed.get("value", keyed.get("absent", "…")))
    return "—" if keyed is None else str(keyed)
