"""The text of a cell in a workbook, with its runs joined (ECMA-376 part 1, section 18.4)."""

from __future__ import annotations

import re

from archive.delivery.xml_documents.xml import Element, named

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def text_of(holder: Element) -> str:
    """All runs of a string, without the phonetic hints."""
    found = (part.text or "" for part in holder.iter("{*}t") if _parent(part) != "rPh")
    return unescaped("".join(found))


def unescaped(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot hold (section 22.9.2.19); half of a surrogate pair stays as written."""
    return _ESCAPED.sub(lambda match: match[0] if match[1][0] in "dD" else chr(int(match[1], 16)), text)


def _parent(part: Element) -> str:
    """The local name of the element above; empty at the top."""
    above = part.getparent()
    return named(above)[1] if above is not None else ""
