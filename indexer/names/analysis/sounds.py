"""How a word sounds, coarsely, alike in both scripts: for words of which letters are unread or still to be typed.

A sound is a small number. The letters that officers wrote as vowels or left out (alef, ain, waw, ya) are vowels; what sounds
alike to a French ear is one consonant (archive.model.texts.consonant_skeleton).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]

LONGEST = 24
"""Sounds of a word that are compared; the rest is left."""

_ORDER = ".aiubtjhkdsfrzclmn"
_CODE = {sound: code for code, sound in enumerate(_ORDER)}
VOWELS = 3
"""The last code of a vowel."""

_ARABIC = {
    letter: sound
    for sound, letters in {
        "a": "اعء",
        "i": "ي",
        "u": "و",
        "b": "ب",
        "t": "تطث",
        "j": "ج",
        "h": "حه",
        "k": "قكخغ",
        "d": "دضذظ",
        "s": "سص",
        "f": "ف",
        "r": "ر",
        "z": "ز",
        "c": "ش",
        "l": "ل",
        "m": "م",
        "n": "ن",
    }.items()
    for letter in letters
}
_SPELLED = {
    "k": "kh gh qu gu",
    "c": "ch sh sch tch",
    "j": "dj",
    "t": "th",
    "d": "dh",
    "f": "ph",
    "u": "ou oo",
    "i": "ee",
    "sa": "ce",
    "si": "ci cy",
    "ja": "ge",
    "ji": "gi gy",
}
_SEVERAL = {spelled: sound for sound, several in _SPELLED.items() for spelled in several.split()}
_ALONE = "a b k d a f k h i j k l m n u b k r s t u f u ks i z"
_SINGLE = dict(zip("abcdefghijklmnopqrstuvwxyz", _ALONE.split(), strict=True))
_READ = _SEVERAL | _SINGLE
_PART = re.compile("|".join(sorted(_READ, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_FINAL = re.compile(r"ah$")
_VOWELS = frozenset("aiu")


def sounds(word: str) -> str:
    """The sounds of a normalised word of either script, doubled ones once; empty for other scripts."""
    if word.isascii():
        read = "".join(_READ[part[0]] for part in _PART.finditer(_FINAL.sub("a", word)))
    else:
        read = "".join(_ARABIC.get(letter, "") for letter in _open(word))
    return _DOUBLED.sub(r"\1", read)[:LONGEST]


def _open(word: str) -> str:
    """An Arabic word that ends in a teh marbuta, which is heard as alef."""
    return word[:-1] + "ا" if word.endswith("ه") and len(word) > 2 else word


def heard(word: str) -> Iterator[tuple[str, str]]:
    """The consonants and vowels of a normalised word one by one, one of the two empty: Latin vowels as they sound, e apart, and
    Arabic ones as they are written."""
    if not word.isascii():
        for letter in _open(word):
            sound = _ARABIC.get(letter, "")
            yield ("", letter) if sound in _VOWELS else (sound, "")
        return
    for part in _PART.finditer(_FINAL.sub("a", word)):
        for sound in _READ[part[0]]:
            mute = sound == "a" and "e" in part[0]
            yield ("", "e" if mute else sound) if sound in _VOWELS else (sound, "")


def written_sounds(columns: Codes) -> str:
    """The sounds of each column (0 after the end), a line each."""
    lines = np.vstack([columns, np.full((1, columns.shape[1]), len(_ORDER), dtype=np.uint8)])
    table = np.frombuffer(f"{_ORDER}\n".encode(), dtype=np.uint8)
    return table[lines.T].tobytes().replace(b".", b"").decode().removesuffix("\n")


def codes(sounded: str) -> list[int]:
    """The numbers of sounds."""
    return [_CODE[sound] for sound in sounded]
