"""The catalogue of everything that the program says: gettext, one file a language under `locale`.

A wheel carries the compiled form. In a checkout the texts are read as they are written wherever they are newer.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

DOMAIN = "khizana"
FOLDER = Path(__file__).resolve().parent / "locale"


def path(language: str, kind: str) -> Path:
    """The file of a language: `po` as it is written, or `mo` as it is compiled."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.{kind}"


@cache
def catalogue(language: str) -> GNUTranslations:
    """The texts of a language, with its rule for plurals."""
    written, compiled = path(language, "po"), path(language, "mo")
    if compiled.exists() and not (written.exists() and written.stat().st_mtime > compiled.stat().st_mtime):
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    return GNUTranslations(BytesIO(compiled_of(written)))


def compiled_of(written: Path) -> bytes:
    """A `.po` file as gettext reads it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with written.open("rb") as file:
        texts = read_po(file, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, texts)
    return compiled.getvalue()


def text(language: str, key: str, count: int | None = None) -> str | None:
    """The text of a key, in the form for so many; None where there is none."""
    texts = catalogue(language)
    if count is not None and (found := texts.ngettext(key, key, count)) != key:
        return found
    found = texts.gettext(key)
    return None if found == key else found


def translated(language: str, kind: str, english: str) -> str:
    """What the code says in English, in another language; a kind is `help` or `error`. English where nobody translated it."""
    return catalogue(language).pgettext(kind, english)
