"""One normalisation for every script, applied to what is indexed and to what is asked."""

from __future__ import annotations

import re
import unicodedata

from indexer.names.analysis.letters import APOSTROPHES, FOLDED

_NO_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, ""))
_UNUSUAL = re.compile(r"[^\x00-\x7f\u0620-\u064a]")
"""All but ASCII and the Arabic letters, which have no mark, control or foreign digit among them."""


def normalise(text: str) -> str:
    """The same text without what spelling, fonts and keyboards add: idempotent, and of equal length or shorter in words.

    Presentation forms (NFKC), bidi and zero-width controls, tatweel, harakat and accents go; alef, hamza and Moroccan
    letters take one shape; digits of any script become ASCII; case is folded.
    """
    # A spacing acute is a space and an accent for NFKC, which would cut M´hamed in two.
    compatible = unicodedata.normalize("NFKC", text.translate(_NO_APOSTROPHES))
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", compatible.casefold()))
    kept = _UNUSUAL.sub(_shape, apart)
    return unicodedata.normalize("NFC", kept.translate(FOLDED))


def _shape(found: re.Match[str]) -> str:
    """Nothing for a mark or an invisible control, an ASCII digit for a digit, else the character itself."""
    character = found[0]
    match unicodedata.category(character):
        case "Mn" | "Me" | "Cf":
            return ""
        case "Nd":
            return str(unicodedata.decimal(character))
        case _:
            return character
