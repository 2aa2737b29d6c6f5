"""Damage found in JPEG pages, both ways: decoded to the mean of each square, as pages are checked, and decoded to every pixel.

Pages that are named and made ones (baseline and progressive, with and without restart markers, two samplings, grey, CMYK) are
damaged at random: bits flipped, bytes put in, taken out and overwritten, the file cut, parts exchanged. Of each the code of the
damage and the size must be the same both ways: differences are printed, and the exit code tells of them. Which pages are blank is
counted apart: a flipped bit that no decoder can see may drive the coded means out of range, where pixels are clipped. Beside it
stands how many of the damages that were found plain pyvips, told to fail on every warning, takes for intact.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pyvips

from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.mime import JPEG
from archive.delivery.image_files import images, jpeg_means
from archive.delivery.image_files.images import Decoded
from benchmarks.measuring import machine

DAMAGES = int(os.environ.get("KHIZANA_DAMAGES", "4000"))
BLANK = FileProfile().blank_ink

Change = Callable[[bytearray, random.Random], None]


def main() -> None:
    """Print a table of what was found, and every difference."""
    print(machine())
    named = [Path(one).read_bytes() for one in sys.argv[1:]]
    pages = [*named, *made()]
    chance = random.Random(20261129)
    found: Counter[tuple[str, str]] = Counter()
    differences = blanks = missed = 0
    for number in range(DAMAGES):
        page, change = pages[number % len(pages)], CHANGES[number // len(pages) % len(CHANGES)]
        spoilt = bytearray(page)
        change(spoilt, chance)
        squares, pixels = both(bytes(spoilt))
        found[change.__name__.strip("_"), code(pixels)] += 1
        missed += bool(squares.damage) and plain(bytes(spoilt))
        blanks += blank(squares) != blank(pixels)
        if not same(squares, pixels):
            differences += 1
            print(f"DIFFERENT after {change.__name__}, damage {number}: {squares} and {pixels}", flush=True)
    print("| damage done | found | times |\n|---|---|---|")
    for (name, told), times in sorted(found.items()):
        print(f"| {name} | {told} | {times} |")
    print(
        f"\n{DAMAGES} damages of {len(pages)} pages: {differences} found differently, {blanks} blank in one way alone"
    )
    print(f"{missed} that we find are intact to plain pyvips")
    sys.exit(1 if differences else 0)


def made() -> Iterator[bytes]:
    """Small pages with writing, whose sides are no multiples of a coded unit, in every way of coding that is delivered."""
    for width, height in ((417, 601), (640, 905), (200, 264)):
        page = pyvips.Image.gaussnoise(width, height, mean=225, sigma=6, seed=width).cast("uchar")
        for line in range(30, height - 40, 24):
            page = page.insert((pyvips.Image.black(width // 2, 5) + 50).cast("uchar"), 20, line)
        colour = page.bandjoin([page - 8, page - 20]).cast("uchar").copy(interpretation="srgb")
        for one in (page.copy(interpretation="b-w"), colour, page.bandjoin([page] * 3).copy(interpretation="cmyk")):
            for interlace in (False, True):
                for restart in (0, 1, 7):
                    for subsample in ("on", "off"):
                        yield one.jpegsave_buffer(
                            Q=85, interlace=interlace, restart_interval=restart, subsample_mode=subsample
                        )


def both(content: bytes) -> tuple[Decoded, Decoded]:
    """What decoding to squares, and decoding to pixels, says of a file."""
    descriptor = os.memfd_create("page")
    try:
        os.write(descriptor, content)
        squares = images.decode(descriptor, JPEG)
        os.lseek(descriptor, 0, os.SEEK_SET)
        with patch.object(jpeg_means, "rounded_up", lambda descriptor: None):
            return squares, images.decode(descriptor, JPEG)
    finally:
        os.close(descriptor)


def plain(content: bytes) -> bool:
    """Whether pyvips alone takes a file for intact."""
    try:
        pyvips.Image.jpegload_buffer(content, access="sequential", fail_on="warning").avg()
    except pyvips.Error:
        return False
    return True


def same(one: Decoded, other: Decoded) -> bool:
    """Whether both found the same."""
    return code(one) == code(other) and one.size == other.size and (one.ink is None) == (other.ink is None)


def blank(decoded: Decoded) -> bool:
    """Whether the page would be judged blank."""
    return decoded.ink is not None and decoded.ink < BLANK


def code(decoded: Decoded) -> str:
    """The code of the damage, or that there is none."""
    return decoded.damage.code if decoded.damage else "intact"


def _bit_flipped(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _coded_bit_flipped(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(content.index(b"\xff\xda") + 12, len(content) - 2)] ^= 1 << chance.randrange(8)


def _last_coded_bit_flipped(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content) - 60, len(content) - 2)] ^= 1 << chance.randrange(8)


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(2, len(content)) :]


def _cut_and_ended(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(content.index(b"\xff\xda") + 12, len(content) - 2) : -2]


def _taken_out(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(2, len(content) - 2)
    del content[at : at + chance.randrange(1, 200)]


def _put_in(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(2, len(content) - 2)
    content[at:at] = chance.randbytes(chance.randrange(1, 200))


def _zeroed(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(2, len(content) - 2)
    length = min(chance.randrange(1, 600), len(content) - 2 - at)
    content[at : at + length] = bytes(length)


def _exchanged(content: bytearray, chance: random.Random) -> None:
    length = chance.randrange(1, 400)
    one, other = (chance.randrange(2, len(content) - length) for _ in range(2))
    kept = bytes(content[one : one + length])
    content[one : one + length] = content[other : other + length]
    content[other : other + length] = kept


CHANGES: tuple[Change, ...] = (
    _bit_flipped,
    _coded_bit_flipped,
    _last_coded_bit_flipped,
    _cut,
    _cut_and_ended,
    _taken_out,
    _put_in,
    _zeroed,
    _exchanged,
)


if __name__ == "__main__":
    main()
