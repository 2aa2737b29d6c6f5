"""Speaks on a page: every value stands isolated, a time as one, so that no line turns it round (Unicode UAX 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from khizana.language import Speaker


@dataclass(frozen=True, slots=True)
class PageSpeaker(Speaker):
    """Says HTML: `<time>` around a time or a day, `<bdi>` around what is filled in as it is."""

    @property
    def plain(self) -> Speaker:
        """For attributes, which hold no marks."""
        return Speaker(self.language)

    def filled(self, text: str, params: Mapping[str, object]) -> str:
        return escape(text).format(**{name: _Marked(self, value) for name, value in params.items()})

    def label(self, said: str) -> str:
        return escape(said) + Speaker.label(Speaker(self.language), "")


@dataclass(frozen=True, slots=True)
class _Marked:
    """A value in a placeholder of a page."""

    speaker: Speaker
    value: object

    def __html_format__(self, how: str) -> Markup:
        if isinstance(self.value, Markup):
            return self.value
        written = self.speaker.written(self.value, how)
        if how in ("moment", "day"):
            return Markup('<time datetime="{}">{}</time>').format(self.value, written)
        return Markup("<bdi>{}</bdi>").format(written) if how == "" else escape(written)
