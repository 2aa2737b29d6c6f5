"""The free fonts that pages are written with (SIL Open Font License); they come with this package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.model.message import tell
from register_maker.errors import CannotMake

_FILES: Final = {
    "print": ("Amiri-Regular.ttf", "Amiri_400Regular.ttf", "amiri-regular.ttf"),
    "arabic": ("ArefRuqaa-Regular.ttf", "ArefRuqaa_400Regular.ttf"),
    "latin": ("Caveat-Regular.ttf", "Caveat_400Regular.ttf"),
}
FAMILIES: Final = {"print": "Amiri", "arabic": "Aref Ruqaa", "latin": "Caveat"}
OURS: Final = Path(__file__).parents[1] / "fonts"
"""A folder and no resource: libvips and fontconfig open files by name."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The files of the three fonts: of the printed form, and of the writing in Arabic and Latin letters."""

    print: Path
    arabic: Path
    latin: Path


def find_fonts(folder: Path | None = None) -> Fonts:
    """The fonts that came with the maker, or those below a folder. CannotMake when one is not there."""
    below = folder or OURS
    found: dict[str, Path] = {}
    for use, names in _FILES.items():
        match = next((path for name in names for path in sorted(below.rglob(name))), None) if below.is_dir() else None
        if match is None:
            raise CannotMake(
                tell(
                    "the font {font} is not in {folder}: leave KHIZANA_FONTS out, or set it to a folder that holds {files}",
                    font=FAMILIES[use],
                    folder=below,
                    files=", ".join(sorted(each[0] for each in _FILES.values())),
                )
            )
        found[use] = match
    return Fonts(**found)
