"""Texts that a keyboard or a spreadsheet spoiled, in the remarks of an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from register_maker.planters.kinds import Mark, OnAct, Site, Written
from register_maker.volumes.plan import Volume


def _remark(text: str) -> Callable[[Written, Site], Mark]:
    def plant(act: Written, site: Site) -> Mark:
        act["remarks"] = {"value": text}
        return Mark({"field": "remarks"})

    return plant


def _tabled(volume: Volume) -> bool:
    return volume.csv


PLANTERS: Final = (
    OnAct("FORMULA", _remark('=HYPERLINK("http://example.org")'), _tabled),
    OnAct("BIDI", _remark("انظر السجل\u202eالثاني")),
    OnAct("NORMALISATION", _remark("a\u0300 revoir")),
    OnAct("DIGITS", _remark("انظر الرسم ١٢ و13")),
    OnAct("LETTERS_LOST", _remark("انظر السجل \ufffd\ufffd")),
    OnAct("MOJIBAKE", _remark("registre prÃ©cÃ©dent")),
    OnAct("CELL_UNREADABLE", _remark("#N/A")),
)
