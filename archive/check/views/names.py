"""Names made comparable: spellings that no officer tells apart become one text, and a given name falls into its names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC = str.maketrans("أإآٱىةؤئگڭݣڤپ", "اااايهويكككفب", "ءـ")
_REAL = ("Lu", "Ll", "Lt", "Lo")
_SIGNS = frozenset("-‐‑'’ʼ`´.…ـ")
_SERVANT = "عبد"
_BEFORE = frozenset(("ابو", "ام", "ابن", "بن", "بنت", "بو", "ايت", "سيف", "نور", "شمس", "بدر", "عز"))
_PLAIN = {
    "ar": re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670-\u06d3 '’.-]*"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f '’ʼ.-]*"),
    "tifinagh": re.compile(r"[\u2d30-\u2d7f '’.-]*"),
}
_LETTERS = {
    "ar": re.compile(r"[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]"),
    "tifinagh": re.compile(r"[\u2d30-\u2d7f]"),
}
_LATIN_ARTICLES = ("el ", "al ", "l ")


@lru_cache(maxsize=1 << 16)
def plain(text: str, script: str) -> bool:
    """Whether a name holds only letters of its script, spaces, hyphens, apostrophes and full stops, and not spaces alone."""
    return _PLAIN[script].fullmatch(text) is not None and not text.isspace()


def foreign_letters(text: str, script: str) -> bool:
    """Whether letters of another script stand in a name; letter-like signs of transliteration (ʿ, ʾ) belong to none."""
    own = _LETTERS[script]
    return any(unicodedata.category(letter) in _REAL and not own.match(letter) for letter in text)


def foreign_signs(text: str) -> bool:
    """Whether digits, punctuation or symbols stand in a name that no name has."""
    return any(unicodedata.category(letter)[0] in "NPS" for letter in text if letter not in _SIGNS)


@lru_cache(maxsize=1 << 16)
def folded(name: str, script: str) -> str:
    """One text for all spellings of a name in its script (`ar`, `latin`, `tifinagh`): no marks, hamza seats, article or joins."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    if script == "ar":
        return "".join(_bare(word) for word in plain.translate(_ARABIC).split())
    words = "".join(letter if letter.isalpha() else " " for letter in plain)
    joined = " ".join(words.split())
    for article in _LATIN_ARTICLES:
        joined = joined.removeprefix(article)
    return joined.replace(" ", "")


@lru_cache(maxsize=1 << 16)
def given_names(text: str, script: str) -> tuple[str, ...]:
    """The given names in a field of given names: `محمد أمين` has two, `عبد الله`, `نور الدين` and `فاطمة الزهراء` one each."""
    found: list[str] = []
    open_ended = False
    for word in text.replace("-", " ").split():
        plain = folded_word(word, script)
        if found and (open_ended or _continues(plain, script)):
            found[-1] += f" {word}"
        else:
            found.append(word)
        open_ended = (
            plain == _SERVANT or plain in _BEFORE or (script == "latin" and plain in ("abd", "abou", "el", "al"))
        )
    return tuple(found)


def folded_word(word: str, script: str) -> str:
    """One word folded, with its article."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter)
    )
    return plain.translate(_ARABIC) if script == "ar" else "".join(letter for letter in plain if letter.isalpha())


def _continues(word: str, script: str) -> bool:
    """Whether a word only goes on with the name before it."""
    if script == "ar":
        return word.startswith("ال") and len(word) > 3
    return word in ("eddine", "ddine", "dine", "allah", "ezzahra", "zahra", "ezzahrae", "zahrae", "lmaoula")


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
