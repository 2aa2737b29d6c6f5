"""Reads the directories of a TIFF (TIFF 6.0; BigTIFF) from its bytes: what each page says of itself, and where the file ends.

Our own reader, because decoders answer 72 dots an inch where the file says nothing, and count a thumbnail as a page.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from mmap import mmap

from archive.delivery.facts.batch import Damage, Size
from archive.delivery.facts.page_facts import Resolution
from archive.errors import ArchiveError

Bytes = bytes | mmap

MOST_DIRECTORIES = 1000
_MOST_ENTRIES = 4096
_DEEPEST = 4
_UNITS = {1: "none", 2: "inch", 3: "cm"}
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_SUBFILE, _OLD_SUBFILE, _WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 254, 255, 256, 257, 258, 259, 262
_STRIPS, _SAMPLES, _STRIP_SIZES, _X, _Y, _UNIT = 273, 277, 279, 282, 283, 296
_TILES, _TILE_SIZES, _BELOW = 324, 325, 330
_WANTED = {*range(254, 263), 266, 273, 277, 278, 279, 282, 283, 296, 324, 325, 330, 338, 513, 514, 34665, 34853, 40965}
_INNER = (34665, 34853, 40965)  # directories of Exif, GPS and interoperability
_REDUCED, _MASK = 1, 4


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole-number tags of one image file directory, and its resolution."""

    numbers: Mapping[int, tuple[int, ...]]
    resolution: Resolution | None

    def first(self, tag: int, otherwise: int = 0) -> int:
        """The first value of a tag."""
        return next(iter(self.numbers.get(tag, ())), otherwise)

    @property
    def size(self) -> Size:
        return Size(self.first(_WIDTH), self.first(_HEIGHT))

    @property
    def reduced(self) -> bool:
        """Whether the directory says that it is a smaller copy or a mask (TIFF 6.0, section 8, NewSubfileType)."""
        return bool(self.first(_SUBFILE) & (_REDUCED | _MASK)) or self.first(_OLD_SUBFILE) == 2

    @property
    def compression(self) -> int:
        return self.first(_COMPRESSION, 1)

    @property
    def colour(self) -> str:
        """The colour space by PhotometricInterpretation, alpha said."""
        photometric, samples = self.first(_PHOTOMETRIC, -1), self.first(_SAMPLES, 1)
        match photometric:
            case 0 | 1:
                bilevel = self.first(_BITS, 1) == 1 and samples == 1
                return "bilevel" if bilevel else "grey" if samples == 1 else "grey with alpha"
            case 2 | 6:
                return "rgb" if samples <= 3 else "rgb with alpha"
            case 3:
                return "palette"
            case 5:
                return "cmyk"
            case 8 | 9 | 10:
                return "lab"
            case _:
                return f"photometric {photometric}"


@dataclass(slots=True)
class TiffTags:
    """The directories in order, those below them left out; `end` is the offset after the last byte that anything refers to."""

    directories: list[Directory] = field(default_factory=list)
    damage: Damage | None = None
    end: int = 0


def read(content: Bytes, *, most: int = MOST_DIRECTORIES) -> TiffTags:
    """Read a whole TIFF. What cannot be followed is the damage; what was read until then is kept."""
    found = TiffTags()
    try:
        _Reader(content, found).chain(most)
    except _Broken as broken:
        found.damage = broken.damage
    return found


def resolution_in(content: Bytes) -> Resolution | None:
    """The resolution that the first directory of an Exif block states (Exif 2.32, section 4.6.4)."""
    found = read(content, most=1)
    stated = found.directories[0].resolution if found.directories else None
    return Resolution("exif", stated.x, stated.y, stated.unit) if stated else None


class _Broken(ArchiveError):
    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.damage = Damage(code, detail)


class _Reader:
    """Follows the offsets of one file, each directory once."""

    def __init__(self, content: Bytes, found: TiffTags) -> None:
        self.content = content
        self.found = found
        self.seen: set[int] = set()
        head = bytes(content[:16])
        if head[:2] not in (b"II", b"MM") or len(head) < 8:
            raise _Broken("BAD_HEADER", "the first bytes are no TIFF header")
        self.order = "<" if head[:2] == b"II" else ">"
        version = self._unpack("H", 2)
        if version not in (42, 43):
            raise _Broken("BAD_HEADER", f"the version is {version}, not 42 or 43")
        self.big = version == 43
        if self.big and (self._unpack("H", 4), self._unpack("H", 6)) != (8, 0):
            raise _Broken("BAD_HEADER", "a BigTIFF has offsets of eight bytes")
        self.offset_letter = "Q" if self.big else "I"

    def chain(self, most: int) -> None:
        """The directories, each naming the next, until so many are read; a file of more than MOST_DIRECTORIES is refused."""
        at = self._unpack(self.offset_letter, 8 if self.big else 4)
        if at == 0:
            raise _Broken("BAD_STRUCTURE", "the header names no directory")
        while at:
            if at in self.seen:
                raise _Broken("IFD_LOOP", f"the directory at byte {at} follows itself")
            if len(self.found.directories) >= MOST_DIRECTORIES:
                raise _Broken("BAD_STRUCTURE", f"there are more than {MOST_DIRECTORIES} directories")
            directory, at = self._directory(at)
            self.found.directories.append(directory)
            if len(self.found.directories) == most < MOST_DIRECTORIES:
                return
            self._follow(directory, 1)
            self._data(directory)

    def _directory(self, at: int) -> tuple[Directory, int]:
        self.seen.add(at)
        letter, width, entry_width, inline = ("Q", 8, 20, 8) if self.big else ("H", 2, 12, 4)
        count = self._unpack(letter, at)
        if count > _MOST_ENTRIES:
            raise _Broken("BAD_STRUCTURE", f"the directory at byte {at} has {count} entries")
        numbers: dict[int, tuple[int, ...]] = {}
        ratios: dict[int, float] = {}
        for place in range(at + width, at + width + count * entry_width, entry_width):
            tag, kind = self._unpack("H", place), self._unpack("H", place + 2)
            many = self._unpack(self.offset_letter, place + 4)
            length = _WIDTHS.get(kind, 0) * many
            value = place + (12 if self.big else 8)
            if length > inline:
                value = self._unpack(self.offset_letter, value)
                self._reach(value, length, f"the value of tag {tag}")
            if tag not in _WANTED:
                continue
            if kind in _LETTERS and many:
                numbers[tag] = tuple(self._many(_LETTERS[kind], value, many))
            elif kind in (5, 10) and many:
                ratios[tag] = self._ratio(value)
            elif kind in (11, 12) and many:
                ratios[tag] = self._float("f" if kind == 11 else "d", value)
        after = at + width + count * entry_width
        following = self._unpack(self.offset_letter, after)
        self._reach(after, 8 if self.big else 4, "a directory")
        return Directory(numbers, _resolution(numbers, ratios)), following

    def _follow(self, directory: Directory, depth: int) -> None:
        """Directories below this one: they only tell where the file ends."""
        below = [*directory.numbers.get(_BELOW, ()), *(directory.first(tag) for tag in _INNER)]
        for at in below:
            if at and at not in self.seen and depth < _DEEPEST and len(self.seen) < MOST_DIRECTORIES:
                inner, _ = self._directory(at)
                self._follow(inner, depth + 1)
                self._data(inner)

    def _data(self, directory: Directory) -> None:
        """Every strip and tile begins inside the file; whether it ends there is for the decoder, which knows what it needs."""
        for starts, sizes in ((_STRIPS, _STRIP_SIZES), (_TILES, _TILE_SIZES), (513, 514)):
            lengths = directory.numbers.get(sizes, ())
            for order, start in enumerate(directory.numbers.get(starts, ())):
                length = lengths[order] if order < len(lengths) else 0
                if start >= len(self.content) and length:
                    raise _Broken("TRUNCATED", f"image data begin at byte {start}, behind the end of the file")
                if length or not lengths:
                    self.found.end = max(self.found.end, min(len(self.content), start + length))
                if not lengths or (start and not length):
                    self.found.end = len(self.content)  # nothing tells how long they are

    def _reach(self, start: int, length: int, what: str) -> None:
        if start + length > len(self.content):
            raise _Broken("TRUNCATED", f"{what} lies at byte {start}, behind the end of the file")
        self.found.end = max(self.found.end, start + length)

    def _unpack(self, letter: str, at: int) -> int:
        return next(self._many(letter, at, 1))

    def _many(self, letter: str, at: int, many: int) -> Iterator[int]:
        form = f"{self.order}{many}{letter}"
        length = struct.calcsize(form)
        if at + length > len(self.content):
            raise _Broken("TRUNCATED", f"the file ends before byte {at + length}")
        yield from struct.unpack(form, bytes(self.content[at : at + length]))

    def _ratio(self, at: int) -> float:
        above, below = self._many("I", at, 2)
        return above / below if below else 0.0

    def _float(self, letter: str, at: int) -> float:
        (value,) = struct.unpack(f"{self.order}{letter}", bytes(self.content[at : at + struct.calcsize(f"={letter}")]))
        return float(value) if value == value and abs(value) < 1e9 else 0.0


def _resolution(numbers: Mapping[int, tuple[int, ...]], ratios: Mapping[int, float]) -> Resolution | None:
    """Tags 282 and 283 with their unit, 296, which is inches where it is not given (TIFF 6.0, section 8)."""
    stated = [ratios.get(tag, float(next(iter(numbers.get(tag, ())), 0))) for tag in (_X, _Y)]
    if not any(stated):
        return None
    unit = _UNITS.get(next(iter(numbers.get(_UNIT, ())), 2), "none")
    scale = 2.54 if unit == "cm" else 1.0
    return Resolution("tiff", stated[0] * scale, stated[1] * scale, unit)
