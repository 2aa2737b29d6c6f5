"""Defects that can be planted, each under the code that must name it, and the truth about where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from archive.model.json import Json
from khizana.demo.chance import Chance
from khizana.demo.errors import CannotMake
from khizana.demo.plan import FIRST_ACT_PAGE, Volume


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect: its code, the place that a check or an audit must name, who must find it, and what exactly."""

    code: str
    place: str
    found_by: str
    detail: Mapping[str, Json]

    def to_json(self) -> dict[str, Json]:
        return {"code": self.code, "place": self.place, "found_by": self.found_by, **self.detail}


Plant = Callable[[Volume, Chance], tuple[Volume, Planted]]
_CHECK: Final = "check"
_AUDIT: Final = "completeness audit"
_SMALLEST: Final = 4
"""So many acts must a register have for a defect: two full pages."""


def known() -> tuple[str, ...]:
    """The codes that can be planted."""
    return (*_ON_PAPER, *FILE_DEFECTS)


def plant(volumes: Sequence[Volume], codes: Sequence[str], seed: int) -> tuple[list[Volume], list[Planted]]:
    """Change the plan for the defects that the paper or the keying has. CannotMake for a code that is not known.

    Defects of files (`FILE_DEFECTS`) are planted when the files are there.
    """
    for code in codes:
        if code not in known():
            raise CannotMake(f"there is no defect {code!r}; the known ones are {', '.join(known())}")
    changed = list(volumes)
    truth = []
    for order, code in enumerate(code for code in codes if code in _ON_PAPER):
        index = _place(changed, order, code)
        chance = Chance.of(seed, "defect", order, code)
        changed[index], planted = _ON_PAPER[code](changed[index], chance)
        truth.append(planted)
    return changed, truth


def _place(volumes: Sequence[Volume], order: int, code: str) -> int:
    """Each defect in a register of its own, so that none hides another. A repeated number needs the last part of a year."""
    able = [
        index
        for index, volume in enumerate(volumes)
        if len(volume.numbers) >= _SMALLEST
        and volume.keyed
        and _is_whole(volume)
        and (code != "DUPLICATE_NUMBER" or volume.register.part == volume.parts)
    ]
    if not able:
        raise CannotMake(
            f"no register is left for {code}: it needs one of its own with at least {_SMALLEST} acts; "
            "ask for more acts, or for more registers"
        )
    return able[order % len(able)]


def _is_whole(volume: Volume) -> bool:
    repeated = len(set(volume.numbers)) < len(volume.numbers)
    return not (volume.not_keyed or volume.not_imaged or repeated)


def _missing_act(volume: Volume, chance: Chance) -> tuple[Volume, Planted]:
    """The keyer skipped an act that stands on its page; the closing statement still counts it."""
    position = chance.choice(list(volume.delivered())[1:-1])
    number = volume.numbers[position]
    planted = Planted(
        "MISSING_ACT",
        str(volume.act(position)),
        _AUDIT,
        {"register": volume.name, "number": number, "page": volume.page_of(position)},
    )
    return replace(volume, not_keyed=volume.not_keyed | {position}), planted


def _missing_page(volume: Volume, chance: Chance) -> tuple[Volume, Planted]:
    """Nobody scanned a page of acts, so its acts were not keyed either."""
    page = chance.randrange(FIRST_ACT_PAGE, volume.closing_page)
    numbers: list[Json] = [volume.numbers[position] for position in volume.positions(page)]
    planted = Planted(
        "MISSING_PAGE",
        volume.name,
        _AUDIT,
        {"register": volume.name, "page": page, "numbers": numbers},
    )
    return replace(volume, not_imaged=volume.not_imaged | {page}), planted


def _duplicate_number(volume: Volume, chance: Chance) -> tuple[Volume, Planted]:
    """The officer wrote a number twice and counted on from there; the closing statement counts every act."""
    position = chance.randrange(1, len(volume.numbers))
    numbers = volume.numbers[:position] + tuple(number - 1 for number in volume.numbers[position:])
    changed = replace(volume, numbers=numbers)
    line = position + (2 if volume.csv else 1)
    planted = Planted(
        "DUPLICATE_NUMBER",
        f"{volume.acts_file}#line={line}",
        _CHECK,
        {"register": volume.name, "number": numbers[position], "page": volume.page_of(position)},
    )
    return changed, planted


_ON_PAPER: Final[Mapping[str, Plant]] = {
    "MISSING_ACT": _missing_act,
    "MISSING_PAGE": _missing_page,
    "DUPLICATE_NUMBER": _duplicate_number,
}
FILE_DEFECTS: Final = ("TRUNCATED", "CHECKSUM_MISMATCH")


def file_planted(code: str, path: str, register: str, detail: Mapping[str, Json]) -> Planted:
    """The truth about a defect of a file of a register."""
    return Planted(code, path, _CHECK, {"register": register, **detail})
