"""What a heap of files is, by the names in it: a delivery, a bag, or loose files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from archive.delivery import manifest
from archive.delivery.bags.bag_tags import BAGIT, MANIFEST, PAYLOAD
from archive.delivery.system_files import left_by_system

_DEEPEST = 3


class Holds(Enum):
    """How what is inside is to be judged."""

    DELIVERY = auto()
    BAG = auto()
    LOOSE = auto()


@dataclass(frozen=True, slots=True)
class Contents:
    """What it is, and the folder in which it begins: empty, or ended by a slash."""

    holds: Holds
    folder: str


def contents_of(paths: Collection[str]) -> Contents:
    """Told at the root, or in the one folder that holds everything; a bag without its bagit.txt is still meant as one.

    What the operating system left is not looked at.
    """
    paths = [path for path in paths if not left_by_system(path)]
    folder = ""
    for _ in range(_DEEPEST):
        inside = {path[len(folder) :] for path in paths}
        if BAGIT in inside or _meant_as_bag(inside):
            return Contents(Holds.BAG, folder)
        if manifest.PATH in inside:
            return Contents(Holds.DELIVERY, folder)
        tops = {path.partition("/")[0] for path in inside}
        if len(tops) != 1 or inside == tops:
            break
        folder += f"{tops.pop()}/"
    return Contents(Holds.LOOSE, "")


def _meant_as_bag(inside: Collection[str]) -> bool:
    return any(path.startswith(PAYLOAD) for path in inside) and any(MANIFEST.fullmatch(path) for path in inside)
