"""The consonants of a name, alike for both scripts, so that an Arabic spelling and a Latin one can be compared.

Vowels, alef, waw, ya, ain and hamza say nothing: officers wrote them as they heard them. What sounds alike to a French ear
shares a letter: t (ت ط ث), d (د ض ذ ظ), s (س ص), k (ق ك خ غ گ), h (ح ه). The article goes in both scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CLASSES = {
    "b": "بپ",
    "t": "تطث",
    "j": "جچ",
    "h": "حهھہ",
    "k": "قكکخغگڭݣڨ",
    "d": "دضذظ",
    "s": "سص",
    "f": "فڤڥ",
    "r": "ر",
    "z": "ز",
    "c": "ش",
    "l": "ل",
    "m": "م",
    "n": "ن",
}
_ARABIC = {letter: sound for sound, letters in _CLASSES.items() for letter in letters}
_ARABIC_ARTICLE = re.compile(r"(?:(?<=\s)|^|(?<=عبد))ال(?=\w{2})")

_LATIN = {letter: letter for letter in "bdfhjklmnrstz"} | {"p": "b", "q": "k", "v": "f", "x": "ks"}
_DIGRAPHS = {
    "kh": "k",
    "gh": "k",
    "ch": "c",
    "sh": "c",
    "dj": "j",
    "th": "t",
    "dh": "d",
    "ph": "f",
    "gu": "k",
    "qu": "k",
}
_SOFTENED = {"c": ("k", "s"), "g": ("k", "j")}
_SERVANT = re.compile(r"\babd[aeiou]*l(?=[a-z])")
_LATIN_ARTICLE = re.compile(r"\b(?:[ae]l|e[rnstdz]|e[sc]h|l)[-' ’]+|\be?l(?=[bcdfghjkmnpqrstvz])")
_DOUBLED = re.compile(r"([a-z])\1+")
_READINGS = (("", ""), ("rh", "gh"), ("sh", "s-h"))
_SOUND = re.compile("|".join([*_DIGRAPHS, "[a-z]"]))


@lru_cache(maxsize=1 << 16)
def arabic_skeleton(name: str) -> str:
    """The consonants of a name in Arabic letters: `عبد السلام` gives `bdslm`."""
    plain = _without_marks(unicodedata.normalize("NFKC", name))
    return "".join(_ARABIC.get(letter, "") for letter in _ARABIC_ARTICLE.sub("", plain))


@lru_cache(maxsize=1 << 16)
def latin_skeletons(name: str) -> tuple[str, ...]:
    """The consonants of a name in Latin letters, doubled ones once: `Abdessalam` gives `bdslm`.

    There are several where the letters can be read in several ways: `rh` is also ghain, `sh` also sin and ha.
    """
    plain = _without_marks(unicodedata.normalize("NFKD", name.casefold().replace("ç", "ss")))
    bare = _LATIN_ARTICLE.sub("", _SERVANT.sub("abd ", plain))
    read = (bare.replace(written, meant) for written, meant in _READINGS if written in bare)
    return tuple(dict.fromkeys(_sounds(one) for one in read))


def edits(one: str, other: str, limit: int) -> int:
    """How many letters must be put in, taken out or changed to make one of the other; `limit + 1` stands for more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, facing in enumerate(other, start=1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != facing)))
        if min(line) > limit:
            return limit + 1
        above = line
    return min(above[-1], limit + 1)


@lru_cache(maxsize=1 << 16)
def apart(arabic: str, latin: str, limit: int) -> int:
    """How far two spellings of what should be one name differ in their consonants; `limit + 1` stands for more."""
    wanted = arabic_skeleton(arabic)
    return min(edits(wanted, read, limit) for read in latin_skeletons(latin))


def _without_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _sounds(name: str) -> str:
    found: list[str] = []
    for part in _SOUND.finditer(_DOUBLED.sub(r"\1", name)):
        text = part[0]
        if text in _SOFTENED:
            found.append(_SOFTENED[text][part.string[part.end() : part.end() + 1] in ("e", "i", "y")])
        else:
            found.append(_DIGRAPHS.get(text) or _LATIN.get(text, ""))
    return "".join(found)
