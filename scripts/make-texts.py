"""Writes the catalogues of texts anew (`--check` only compares): the English beside each translation, one order for all."""

from __future__ import annotations

import io
import sys

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from khizana.catalogue import compiled_of, path

HEAD = """# Texts of Khizana: see docs/languages.md.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}
"""Without the form that CLDR has for whole millions, which no text of ours needs."""


def read(language: str) -> Catalog:
    with path(language, "po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def rewritten(language: str) -> str:
    english, given = read("en"), read(language)
    order = {(message.context, message.id): place for place, message in enumerate(english)}
    made = Catalog(locale=language)
    if language in PLURALS:
        made.mime_headers = [("Plural-Forms", PLURALS[language])]
    for message in sorted(filter(None, given), key=lambda one: order.get((one.context, one.id), len(order))):
        if not message.id:
            continue
        beside = None if message.context or language == "en" else english.get(message.id, message.context)
        comments = [str(beside.string[0] if beside.pluralizable else beside.string)] if beside else []
        made.add(message.id, message.string, auto_comments=comments, context=message.context)
    body = io.BytesIO()
    write_po(body, made, width=0, omit_header=True)
    head = HEAD.format(language=language, plurals=made.plural_forms)
    return head + body.getvalue().decode("utf-8")


def main() -> int:
    stale = [one for one in ("en", "ar", "fr") if rewritten(one) != path(one, "po").read_text("utf-8")]
    if "--check" in sys.argv:
        return int(bool(stale))
    for language in stale:
        path(language, "po").write_text(rewritten(language), "utf-8")
    for language in ("en", "ar", "fr"):
        path(language, "mo").write_bytes(compiled_of(path(language, "po")))
    return 0


sys.exit(main())
