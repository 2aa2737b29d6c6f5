"""Which letters count as one: tables for the two scripts, each entry a spelling that clerks and keyboards confuse."""

from __future__ import annotations

APOSTROPHES = "'`´‘’‚‛ʹʻʼʽʾʿˈˊˋ′‵ꞌ＇ʔʕ"
"""Apostrophes, and the signs for ain and hamza in learned transliteration: M'hamed and Mhamed are one name."""

_ALEF = dict.fromkeys("أإآٱٲٳٵ", "ا")
_HAMZA = {"ؤ": "و", "ٶ": "و", "ئ": "ي", "ٸ": "ي", "ء": "", "ٴ": ""}
_ENDINGS = {"ة": "ه", "ى": "ي"}
_MOROCCAN = {"گ": "ك", "ڭ": "ك", "ݣ": "ك", "ڤ": "ف", "ڥ": "ف", "پ": "ب", "ڨ": "ق", "چ": "ج"}
_KEYBOARD = {"ک": "ك", "ڪ": "ك", "ی": "ي", "ې": "ي", "ے": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ه"}
_LATIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}

TATWEEL = "ـ"

FOLDED: dict[int, str] = str.maketrans(
    _ALEF | _HAMZA | _ENDINGS | _MOROCCAN | _KEYBOARD | _LATIN | dict.fromkeys(APOSTROPHES + TATWEEL, "")
)
"""Seats of alef and hamza, teh marbuta and alef maksura, Moroccan letters (g, v, p) as keyboards without them write them,
Persian and Urdu look-alikes, Latin letters that Unicode does not decompose."""
