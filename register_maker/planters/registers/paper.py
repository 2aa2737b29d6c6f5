"""What the officer wrote wrong, or what nobody keyed or scanned: changes of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from archive.model.json import Json
from register_maker.chance import Chance
from register_maker.planters.kinds import OnPaper
from register_maker.planters.planted import AUDIT, CHECK, Planted
from register_maker.volumes.plan import FIRST_ACT_PAGE, Volume

SMALLEST: Final = 4
"""So many acts must a register have for a defect of the paper: two full pages."""


def _roomy(volume: Volume) -> bool:
    return len(volume.numbers) >= SMALLEST and volume.keyed


def _last_part(volume: Volume) -> bool:
    return _roomy(volume) and volume.register.part == volume.parts


def _missing_act(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted]:
    """The keyer skipped an act that stands on its page; the closing statement still counts it."""
    position = chance.choice(list(volume.delivered())[1:-1])
    number = volume.numbers[position]
    planted = Planted(
        "MISSING_ACT",
        str(volume.act(position)),
        AUDIT,
        {"register": volume.name, "number": number, "page": volume.page_of(position)},
        (("NUMBER_GAP", f"{volume.folder}/register.json#/missing_acts"),),
    )
    return replace(volume, not_keyed=volume.not_keyed | {position}), planted


def _gap(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted]:
    """The same, as the check names it: a number without a reason."""
    changed, missing = _missing_act(volume, chance, volumes)
    return changed, Planted("NUMBER_GAP", missing.follows[0][1], CHECK, missing.detail)


def _missing_page(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted]:
    """Nobody scanned a page of acts, so its acts were not keyed either."""
    page = chance.randrange(FIRST_ACT_PAGE, volume.closing_page)
    numbers: list[Json] = [volume.numbers[position] for position in volume.positions(page)]
    planted = Planted(
        "MISSING_PAGE",
        volume.name,
        AUDIT,
        {"register": volume.name, "page": page, "numbers": numbers},
        tuple(
            (code, f"{volume.folder}/register.json#/{inside}")
            for code, inside in (("PAGES_MISSING", "views"), ("NUMBER_GAP", "missing_acts"))
        ),
    )
    return replace(volume, not_imaged=volume.not_imaged | {page}), planted


def _duplicate_number(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted]:
    """The officer wrote a number twice and counted on from there; the closing statement counts every act."""
    position = chance.randrange(1, len(volume.numbers))
    numbers = volume.numbers[:position] + tuple(number - 1 for number in volume.numbers[position:])
    changed = replace(volume, numbers=numbers)
    planted = Planted(
        "DUPLICATE_NUMBER",
        changed.place_of(position),
        CHECK,
        {"register": volume.name, "number": numbers[position], "page": volume.page_of(position)},
    )
    return changed, planted


PLANTERS: Final = (
    OnPaper("MISSING_ACT", _missing_act, _roomy, found_by=AUDIT),
    OnPaper("MISSING_PAGE", _missing_page, _roomy, found_by=AUDIT),
    OnPaper("DUPLICATE_NUMBER", _duplicate_number, _last_part),
    OnPaper("NUMBER_GAP", _gap, _roomy),
)
