"""Whether two spellings can be those of one name: what both scripts always write, last vowels and long i and u, must agree. Pure.

Short vowels stand in Latin letters alone, and an alef may be left out (ابرهيم). But a last -a, -i or -u has a letter in both
scripts, and a ya or waw between two consonants is heard as i, e or u, an alef there never as i. Of the published pairs to train
on, 98 of 100 keep to all this (benchmarks/thresholds.py counts), and most of the others are foreign. A mute e says nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.sounds import heard

_LONG = {"ي": frozenset("ie"), "و": frozenset("u")}
"""How a long vowel of an Arabic word is heard in Latin letters."""
_WRITTEN = {"i": "ي"}
"""What a Latin vowel is written by in a place that has a vowel letter."""
_SILENT = "ا"
_UNSURE = "ع"
"""What may be heard as any vowel."""


class _Heard(NamedTuple):
    """The consonants of a word, and the vowels before, between and after them: Arabic letters, or Latin sounds each once."""

    script: Script
    consonants: str
    vowels: tuple[str, ...]


def disagree(one: str, other: str) -> bool:
    """Whether two normalised words that resemble one another are two names."""
    first, second = _heard(one), _heard(other)
    same_end = first.consonants[-1:] == second.consonants[-1:] != ""
    if same_end and _ends(first) is not None and _ends(second) is not None and _ends(first) != _ends(second):
        return True
    return first.consonants == second.consonants and any(
        _differ(first.script, before, second.script, after)
        for before, after in zip(first.vowels[1:-1], second.vowels[1:-1], strict=True)
    )


def as_long(one: str, other: str) -> bool:
    """Whether two words have as many consonants, doubled ones counted once."""
    return len(_heard(one).consonants) == len(_heard(other).consonants)


def _ends(word: _Heard) -> bool | None:
    """Whether a word ends in a vowel; None where that is not sure."""
    last = word.vowels[-1]
    unsure = "e" in last or last == _UNSURE or (word.script is Script.ARABIC and len(last) > 1)
    return None if unsure else last != ""


def _differ(script: Script, one: str, other_script: Script, other: str) -> bool:
    """Whether what stands between two consonants differs in what is always written."""
    if script is Script.LATIN and other_script is Script.LATIN:
        return False
    if script is other_script:
        return _UNSURE not in one + other and one.replace(_SILENT, "") != other.replace(_SILENT, "")
    arabic, latin = (one, other) if script is Script.ARABIC else (other, one)
    unheard = any(not sounds & set(latin) for letter, sounds in _LONG.items() if letter in arabic)
    unwritten = any(sound in latin and letter not in arabic for sound, letter in _WRITTEN.items())
    if not arabic:
        return len(set(latin) - {"e"}) > 1
    return unheard or (unwritten and _SILENT in arabic)


@lru_cache(1 << 14)
def _heard(word: str) -> _Heard:
    script = script_of(word)
    consonants, vowels = "", [""]
    for sound, vowel in heard(word):
        if sound and not (consonants.endswith(sound) and not vowels[-1]):
            consonants += sound
            vowels.append("")
        vowels[-1] += vowel if script is Script.ARABIC or vowel not in vowels[-1] else ""
    return _Heard(script, consonants, tuple(vowels))
