"""Months as people shorten them between a day and a year, or name them in English: 13 Sept 1982, 3 fév. 1951, 2 May 1960."""

from __future__ import annotations

import re

_MONTHS = {
    "janvier": "jan janv january",
    "fevrier": "fev fevr feb february fév févr",
    "mars": "mar march",
    "avril": "avr apr april",
    "mai": "may",
    "juin": "jun june",
    "juillet": "juil jul july",
    "aout": "aug august aoû",
    "septembre": "sep sept september",
    "octobre": "oct october",
    "novembre": "nov november",
    "decembre": "dec december déc",
}
_MEANT = {short: month for month, several in _MONTHS.items() for short in several.split()}
_SHORT = re.compile(rf"(?<![^\W\d_])({'|'.join(sorted(_MEANT, key=len, reverse=True))})\.?(?=\s+\d{{4}})")


def spelled_out(text: str) -> str:
    """The same text with the months before a year written out in French, as registers do."""
    return _SHORT.sub(lambda found: _MEANT[found[1]], text)
