"""Whether two written names can be those of one person."""

from __future__ import annotations

from archive.check.base.act_summary import WrittenName
from archive.check.views.names import folded
from archive.model.texts.consonant_skeleton import apart, arabic_skeleton, edits, latin_skeletons


def compatible(one: WrittenName, other: WrittenName) -> bool:
    """Whether two names have the same consonants, give or take one, in a script that both have; no name differs from nothing."""
    if one.ar and other.ar:
        return folded(one.ar, "ar") == folded(other.ar, "ar") or _near(
            arabic_skeleton(one.ar), arabic_skeleton(other.ar)
        )
    if one.latin and other.latin:
        readings = ((ours, theirs) for ours in latin_skeletons(one.latin) for theirs in latin_skeletons(other.latin))
        return any(_near(*pair) for pair in readings)
    arabic, latin = one.ar or other.ar, one.latin or other.latin
    return not (arabic and latin) or apart(arabic, latin, 1) <= 1


def same(one: WrittenName, other: WrittenName) -> bool:
    """Whether two names are spelt alike, but for what no officer tells apart; names in different scripts by their consonants."""
    for script, ours, theirs in (("ar", one.ar, other.ar), ("latin", one.latin, other.latin)):
        if ours and theirs:
            return folded(ours, script) == folded(theirs, script)
    return compatible(one, other)


def _near(one: str, other: str) -> bool:
    return edits(one, other, 1) <= 1
