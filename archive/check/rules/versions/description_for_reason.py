"""Does the description of a version change only what the reason of the version is for?

correction: what was corrected; a statement or a declared gap on a stated basis alone. rescan and migration: the images.
transcription: nothing but the text of images.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from archive.check.engine.rule import AtEnd, Breach, Fixed, Judge, Once, Profile, Rule, Stage, blocks
from archive.check.rules.versions.acts_for_reason import MORE, SOURCE, more
from archive.check.rules.versions.same_register import IDENTIFYING
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json
from archive.model.records.changes import Change
from archive.model.records.register_state import RegisterState
from archive.model.records.restated import GAPS, STATEMENTS, stated_otherwise
from archive.model.records.version import Reason, Version

WITHOUT_BASIS = blocks("CORRECTION_WITHOUT_BASIS", Stage.VERSION, Fixed.VERSION, SOURCE)
CHANGED = Rule(
    "STATEMENT_CHANGED",
    Stage.VERSION,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "Completeness is proved against the statements, so whoever changes one is heard",
    fixed=Fixed.SAID,
)
RULES = (MORE, WITHOUT_BASIS, CHANGED)
_ALWAYS = frozenset({"version", "views", *IDENTIFYING})
"""What another rule looks at, or every version has of its own."""


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Of a rescan at the end, because it may close the gaps of the acts that it brings."""
    version, standing = register.version, register.standing
    if version is None or standing is None:
        return None
    if version.reason is Reason.RESCAN:
        return AtEnd(lambda act: act.number, lambda acts: _found(register, version, standing, acts))
    return Once(lambda: _found(register, version, standing, ()))


def _found(
    register: RegisterView, version: Version, standing: RegisterState, acts: Collection[int]
) -> Iterator[Breach]:
    """`acts` are the numbers of those that came with it. VERSION_CHANGES_MORE.

    For a correction CORRECTION_WITHOUT_BASIS, and STATEMENT_CHANGED that says what it changes.
    """
    before, after = standing.description, register.description
    if version.reason is not Reason.TRANSCRIPTION and register.delivered.of_held:
        yield more(next(iter(register.delivered.of_held)), "/transcriptions")
    if version.reason is Reason.TRANSCRIPTION and register.views:
        yield more(f"{register.path}#/views", "/views")
    if version.reason is Reason.CORRECTION:
        for change in stated_otherwise(before, after):
            if change.pointer.split("/")[1] in (*STATEMENTS, *GAPS):
                yield from _stated(register, version, change)
        return
    brought = _gaps_closed(register, acts) if version.reason is Reason.RESCAN else frozenset()
    for change in stated_otherwise(before, after):
        if change.pointer.split("/")[1] in GAPS and not (change.after is None and change.pointer in brought):
            yield more(f"{register.path}#{change.pointer}", change.pointer)
    free = _ALWAYS | set(GAPS) | ({"capture"} if version.reason is not Reason.TRANSCRIPTION else set())
    for name in sorted((before.keys() | after.keys()) - free):
        if before.get(name) != after.get(name):
            yield more(f"{register.path}#/{name}", f"/{name}")


def _stated(register: RegisterView, version: Version, change: Change) -> Iterator[Breach]:
    place = f"{register.path}#{change.pointer}"
    if version.basis is None:
        yield Breach(WITHOUT_BASIS, place, {"pointer": change.pointer})
        return
    params: dict[str, Json] = {
        "pointer": change.pointer,
        "before": _value(change.before),
        "after": _value(change.after),
    }
    yield Breach(CHANGED, place, params)


def _gaps_closed(register: RegisterView, acts: Collection[int]) -> frozenset[str]:
    """The declared gaps that a rescan may take back: pages that it shows, and numbers of acts that it brings."""
    return frozenset(
        {*(f"/missing_pages/{page}" for page in register.pages), *(f"/missing_acts/{one}" for one in acts)}
    )


def _value(keyed: Json) -> str:
    """A keyed value in a word."""
    if isinstance(keyed, Mapping):
        return str(keyed.get("value", keyed.get("absent", "…")))
    return "—" if keyed is None else str(keyed)
