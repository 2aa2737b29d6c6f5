"""A view is one image; it may show several pages of the register, and a page may be seen in several views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from archive.model.digest import Digest
from archive.model.json import Json


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the stored master, origin top left, before any EXIF rotation.

    The size of a PDF page in pixels is its crop box at 300 dots an inch, rounded up.
    """

    x: int
    y: int
    width: int
    height: int

    def inside(self, width: int, height: int) -> bool:
        """Whether the box has an area and lies within an image of this size."""
        return (
            self.x >= 0
            and self.y >= 0
            and self.width > 0
            and self.height > 0
            and (self.x + self.width <= width and self.y + self.height <= height)
        )

    def to_json(self) -> list[Json]:
        return [self.x, self.y, self.width, self.height]

    @classmethod
    def of(cls, four: Json) -> Box:
        x, y, width, height = cast(Sequence[int], four)
        return cls(x, y, width, height)


@dataclass(frozen=True, slots=True)
class View:
    """One image of a register as it is kept in a package.

    `name` is `v0001` and counts the views of a first package in reading order; those of a version count on. `file` is its path
    below representations/master/data; `leaf` is the page inside that file, from 1 (a PDF holds several); `pages` are the numbers
    that the paper bears; `replaces` are the views that stand no longer since this one.
    """

    name: str
    file: str
    leaf: int
    kind: str
    pages: tuple[int, ...]
    width: int
    height: int
    digest: Digest
    replaces: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        replaces: dict[str, Json] = {"replaces": list(self.replaces)} if self.replaces else {}
        return {
            "view": self.name,
            "file": self.file,
            "leaf": self.leaf,
            "kind": self.kind,
            "pages": list(self.pages),
            "width": self.width,
            "height": self.height,
            "sha256": self.digest.hex,
            **replaces,
        }


@dataclass(frozen=True, slots=True)
class Region:
    """Where something stands: an image named by package, view and digest, and boxes in its pixels."""

    package: str
    view: str
    digest: Digest
    boxes: tuple[Box, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "package": self.package,
            "view": self.view,
            "sha256": self.digest.hex,
            "boxes": [box.to_json() for box in self.boxes],
        }

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Region:
        boxes = cast(Sequence[Json], written["boxes"])
        return cls(
            str(written["package"]),
            str(written["view"]),
            Digest("sha256", str(written["sha256"])),
            tuple(Box.of(box) for box in boxes),
        )
