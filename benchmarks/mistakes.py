"""What clerks do to a name: typing errors, the names in the other order, the same Arabic word spelled otherwise."""

from __future__ import annotations

import random
import re

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def mistyped(text: str, times: int, chance: random.Random) -> str:
    """So many errors at random places: a letter changed, doubled or added, left out, or two in the wrong order."""
    for _ in range(times):
        places = [at for at, letter in enumerate(text) if letter.isalpha()]
        at = chance.choice(places)
        other = chance.choice(_LATIN if text[at].isascii() else _ARABIC)
        match chance.randrange(4):
            case 0:
                text = text[:at] + other + text[at + 1 :]
            case 1:
                text = text[:at] + other + text[at:]
            case 2 if len(places) > 2:
                text = text[:at] + text[at + 1 :]
            case _ if at + 1 < len(text) and text[at + 1].isalpha():
                text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            case _:
                text = text[:at] + other + text[at + 1 :]
    return text


def respelled(arabic: str, chance: random.Random) -> str:
    """Hamza dropped or added, ة as ه, ى and ي changed, عبد ال written apart or together, a tatweel, vowel marks."""
    joint, other = ("عبد ال", "عبدال") if "عبد ال" in arabic else ("عبدال", "عبد ال")
    text = re.sub(rf"(?<!\w){joint}", other, arabic)
    for one, others in (
        ("أ", "ا"),
        ("إ", "ا"),
        ("آ", "ا"),
        ("ؤ", "و"),
        ("ئ", "ي"),
        ("ة", "ه"),
        ("ى", "ي"),
        ("ي", "ىي"),
    ):
        text = "".join(chance.choice(others) if letter == one and chance.random() < 0.7 else letter for letter in text)
    if text.startswith("ا") and len(text) > 3 and not text.startswith("ال"):
        text = chance.choice("اأإ") + text[1:]
    at = chance.randrange(1, len(text))
    return text[:at] + chance.choice(("", "ـ", "\u064e")) + text[at:]
