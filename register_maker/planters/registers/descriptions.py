"""Descriptions of registers that contradict their pages, their acts, or themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from register_maker.chance import Chance
from register_maker.planters.kinds import Claim, Mark, OnDescription, OnPaper, Written
from register_maker.planters.planted import CHECK, Planted
from register_maker.planters.registers.years import at_an_edge
from register_maker.volumes.plan import OPENING_PAGE, Volume

Change = Callable[[Written, Volume, Chance], None]


def _said(code: str, inside: str, change: Change, fits: Callable[[Volume], bool], claim: Claim) -> OnDescription:
    """A planter that changes the description alone, and is named at one place inside it."""

    def plant(description: Written, entry: Written, volume: Volume, chance: Chance) -> Mark:
        change(description, volume, chance)
        return Mark(inside=f"#{inside}" if inside else "")

    return OnDescription(code, plant, fits, claim)


def _add(*path: str, by: int) -> Change:
    """Another whole number than the paper states."""

    def change(description: Written, volume: Volume, chance: Chance) -> None:
        inner: Any = description
        for name in path:
            inner = inner[name]
        inner["value"] += by

    return change


def _set(name: str, value: Any) -> Change:
    def change(description: Written, volume: Volume, chance: Chance) -> None:
        description[name] = value

    return change


def _torn_but_keyed(description: Written, volume: Volume, chance: Chance) -> None:
    number = volume.numbers[chance.choice(list(volume.delivered()))]
    description["missing_acts"] = [{"number": number, "reason": "torn"}]


def _torn_but_imaged(description: Written, volume: Volume, chance: Chance) -> None:
    description["missing_pages"] = [{"number": chance.randrange(2, volume.closing_page), "reason": "torn"}]


def _unclosed(description: Written, volume: Volume, chance: Chance) -> None:
    for name in ("first_number", "last_number", "acts"):
        description["closing"][name] = {"absent": "on_paper"}


def _in_another_century(description: Written, volume: Volume, chance: Chance) -> None:
    description["hijri_years"] = [year - 100 for year in description["hijri_years"][:1]]


def _shelved(description: Written, volume: Volume, chance: Chance) -> None:
    mark = "Bureau 12" if volume.register.copy == "court" else "TPI Sefrou 12"
    description["shelf_mark"] = {"value": f"{mark}/{volume.series.year}"}


def _unlisted(description: Written, volume: Volume, chance: Chance) -> None:
    """An office that no list has, and that no other register names."""
    description["office"] = f"{volume.office.code}.{volume.series.year}"


def _no_acts_seen(description: Written, entry: Written, volume: Volume, chance: Chance) -> Mark | None:
    """A page without acts is said to show acts."""
    for position, view in enumerate(description["views"]):
        if view["kind"] in ("table", "blank"):
            view["kind"] = "acts"
            return Mark(inside=f"#/views/{position}")
    return None


def _blank_between(description: Written, entry: Written, volume: Volume, chance: Chance) -> Mark | None:
    """A page of acts is said to be blank."""
    shown = [view for view in description["views"] if view["kind"] == "acts"]
    if len(shown) < 3:
        return None
    shown[len(shown) // 2]["kind"] = "blank"
    return Mark(inside="#/views")


def _shown_twice(description: Written, entry: Written, volume: Volume, chance: Chance) -> Mark:
    """One image is listed twice."""
    views = description["views"]
    views.append(dict(views[-1]))
    entry["counts"]["views"] += 1
    return Mark(inside=f"#/views/{len(views) - 1}")


def _second_leaf(description: Written, entry: Written, volume: Volume, chance: Chance) -> Mark:
    """The cover is said to be the second page of a file that has one."""
    view = description["views"][0]
    view["leaf"] = view.get("leaf", 1) + 1000
    return Mark(inside="#/views/0")


def _first_too_high(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted]:
    """The officer began with number 2, and counted on."""
    changed = replace(volume, numbers=tuple(number + 1 for number in volume.numbers))
    place = f"{changed.folder}/register.json#/closing/first_number"
    return changed, Planted("FIRST_NUMBER_DIFFERS", place, CHECK, {"register": volume.name})


def _unopened(volume: Volume, chance: Chance, volumes: Sequence[Volume]) -> tuple[Volume, Planted]:
    """Nobody scanned the opening page, so it is lacking besides."""
    path = f"{volume.folder}/register.json"
    planted = Planted(
        "STATEMENT_NOT_IMAGED",
        f"{path}#/opening",
        CHECK,
        {"register": volume.name},
        (("PAGES_MISSING", f"{path}#/views"),),
    )
    return replace(volume, not_imaged=volume.not_imaged | {OPENING_PAGE}), planted


def _actless(description: Written, entry: Written, volume: Volume, chance: Chance) -> Mark:
    """The manifest forgot the file of acts, which then nothing uses."""
    del entry["acts"]
    entry["counts"]["acts"] = 0
    path = f"{volume.folder}/register.json"
    register = tuple((code, path) for code in ("NUMBER_GAP", "VIEW_WITHOUT_ACT", "MORE_FINDINGS"))
    return Mark(follows=(("FILE_UNUSED", volume.acts_file), *register))


def _keyed(volume: Volume) -> bool:
    return volume.keyed


def _single(volume: Volume) -> bool:
    return volume.keyed and volume.parts == 1


def _last(volume: Volume) -> bool:
    return volume.keyed and volume.register.part == volume.parts and len(volume.numbers) > 2


def _any(volume: Volume) -> bool:
    return True


_D, _V = Claim.DESCRIPTION, Claim.VOLUME
PLANTERS: Final = (
    _said("ACTS_CONTRADICTED", "/missing_acts", _torn_but_keyed, _keyed, _V),
    _said("CLOSING_COUNT_DIFFERS", "/closing/acts", _add("closing", "acts", by=3), _keyed, _D),
    _said("CLOSING_ABSENT", "/closing", _unclosed, _keyed, _D),
    _said("LAST_NUMBER_DIFFERS", "/closing/last_number", _add("closing", "last_number", by=-1), _last, _V),
    _said("NIL_WITH_ACTS", "/nil", _set("nil", True), _keyed, _V),
    _said("PAGES_BEYOND", "/views", _add("opening", "pages_certified", by=-1), _any, _D),
    _said("PAGES_CONTRADICTED", "/missing_pages", _torn_but_imaged, _any, _D),
    _said("PAGES_MISSING", "/views", _add("opening", "pages_certified", by=1), _any, _D),
    _said("COPY_SHELF_MARK", "/shelf_mark", _shelved, _any, _D),
    _said("HIJRI_YEARS_DIFFER", "/hijri_years/0", _in_another_century, _any, _D),
    _said("REGIME_UNKNOWN", "/regime", _set("regime", "dahir1999"), _any, _V),
    replace(_said("OFFICE_UNKNOWN", "/office", _unlisted, _any, _V), placed=at_an_edge),
    _said("ACTS_FILE_UNEXPECTED", "", _set("acts", "not_keyed"), _keyed, _V),
    OnDescription("VIEW_WITHOUT_ACT", _no_acts_seen, _keyed),
    OnDescription("BLANK_BETWEEN_ACTS", _blank_between, _keyed),
    OnDescription("VIEW_TWICE", _shown_twice),
    OnDescription("VIEW_LEAF_MISSING", _second_leaf),
    OnPaper("FIRST_NUMBER_DIFFERS", _first_too_high, _single),
    OnPaper("STATEMENT_NOT_IMAGED", _unopened),
    OnDescription("ACTS_FILE_MISSING", _actless, _keyed, _V),
)
