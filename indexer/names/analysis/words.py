"""The one tokeniser, for documents and queries alike: exact words after normalisation; nothing is stemmed or left out."""

from __future__ import annotations

import re

from indexer.names.analysis.normalise import normalise

LONGEST = 100
"""Characters of a word that count; the rest is cut from documents and queries alike, so that both still meet."""

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text in their order: runs of letters and digits, everything else parts them."""
    return tuple(word[:LONGEST] for word in _WORD.findall(normalise(text)))
