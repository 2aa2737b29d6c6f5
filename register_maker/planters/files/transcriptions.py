"""Transcriptions that are not XML as we take it, or of another image."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from register_maker.planters.kinds import Mark, OnFile, OnSealed, Spot
from register_maker.volumes.plan import Volume


def _rewritten(change: Callable[[str], str]) -> Callable[[Spot], Mark | None]:
    """Change the text of the transcription of an image."""

    def plant(spot: Spot) -> Mark | None:
        name = spot.transcription
        if name is None:
            return None
        path = spot.root / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        return Mark(place=name)

    return plant


def _after_declaration(text: str, put: str) -> str:
    declaration, _, rest = text.partition("\n")
    return f"{declaration}\n{put}\n{rest}"


def _doctype(text: str) -> str:
    root = "PcGts" if "<PcGts" in text else "alto"
    return _after_declaration(text, f"<!DOCTYPE {root}>")


def _entity(text: str) -> str:
    return re.sub(r"(<Creator>|<fileName>)", r"\1&maker;", text, count=1)


def _cut(text: str) -> str:
    return text[: text.rindex("</")]


def _older(text: str) -> str:
    """A version that nobody reads."""
    return text.replace("pagecontent/2019-07-15", "pagecontent/2010-01-12").replace("ns-v4#", "ns-v1#")


def _larger(text: str) -> str:
    """Measured on an image of twice the width."""
    return re.sub(r'((?:imageWidth|<Page [^>]*?\bWIDTH)=")([0-9]+)', lambda m: f"{m[1]}{int(m[2]) * 2}", text, count=1)


def _of_another(text: str) -> str:
    """The document names an image that no register shows."""
    text = re.sub(r'(imageFilename=")[^"]*', r"\g<1>elsewhere.tif", text)
    return re.sub(r"(<fileName>)[^<]*", r"\g<1>elsewhere.tif", text)


def _lineless(text: str) -> str:
    """The text stands on what is no line."""
    return text.replace("TextLine", "Word") if "<PcGts" in text else text.replace("TextLine", "Line")


def _misnamed(spot: Spot) -> Mark | None:
    """The manifest names an image that the register does not show."""
    name = spot.transcription
    if name is None:
        return None
    for entry in spot.manifest["registers"]:
        for one in _of(entry):
            if one["file"] == name:
                one["image"] = f"{spot.volume.folder}/images/9999.tif"
    return Mark(place=name, follows=(("FILE_MISSING", f"{spot.volume.folder}/images/9999.tif"),))


def _of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = entry.get("transcriptions", [])
    return found


def _transcribed(volume: Volume) -> bool:
    return volume.transcription != ""


def _page(volume: Volume) -> bool:
    return volume.transcription == "page"


def _alto(volume: Volume) -> bool:
    return volume.transcription == "alto"


PLANTERS: Final = (
    OnFile("XML_NOT_WELL_FORMED", _rewritten(_cut), _transcribed),
    OnFile("XML_DTD_FORBIDDEN", _rewritten(_doctype), _transcribed),
    OnFile("XML_ENTITY", _rewritten(_entity), _transcribed),
    OnFile("NOT_PAGE_XML", _rewritten(_older), _page),
    OnFile("NOT_ALTO", _rewritten(_older), _alto),
    OnFile("TRANSCRIPTION_SIZE_DIFFERS", _rewritten(_larger), _transcribed),
    OnFile("TRANSCRIPTION_NAMES_OTHER_IMAGE", _rewritten(_of_another), _transcribed),
    OnFile("TRANSCRIPTION_WITHOUT_LINES", _rewritten(_lineless), _transcribed),
    OnSealed("TRANSCRIPTION_UNKNOWN_IMAGE", _misnamed, _transcribed),
)
