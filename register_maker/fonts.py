"""Finds the free fonts that pages are written with (SIL Open Font License)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from register_maker.errors import CannotMake

_FILES: Final = {
    "print": ("Amiri_400Regular.ttf", "Amiri-Regular.ttf", "amiri-regular.ttf"),
    "arabic": ("ArefRuqaa_400Regular.ttf", "ArefRuqaa-Regular.ttf"),
    "latin": ("Caveat_400Regular.ttf", "Caveat-Regular.ttf"),
}
FAMILIES: Final = {"print": "Amiri", "arabic": "Aref Ruqaa", "latin": "Caveat"}
_BESIDE_THE_PROJECT: Final = Path(__file__).parents[1] / "node_modules" / "@expo-google-fonts"


@dataclass(frozen=True, slots=True)
class Fonts:
    """The files of the three fonts: of the printed form, and of the writing in Arabic and Latin letters."""

    print: Path
    arabic: Path
    latin: Path


def find_fonts(folder: Path | None = None) -> Fonts:
    """The fonts below a folder, or below node_modules beside the project. CannotMake when one is not there."""
    below = folder or _BESIDE_THE_PROJECT
    found: dict[str, Path] = {}
    for use, names in _FILES.items():
        for name in names:
            match = min(below.rglob(name), default=None) if below.is_dir() else None
            if match:
                found[use] = match
                break
        else:
            raise CannotMake(
                f"the font {FAMILIES[use]} is not in {below}: run `npm ci` in the project, or set KHIZANA_FONTS to a "
                f"folder that holds {', '.join(sorted(each[0] for each in _FILES.values()))}"
            )
    return Fonts(**found)
