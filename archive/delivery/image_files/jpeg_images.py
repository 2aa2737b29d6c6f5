"""Measures a JPEG: its segments read by us, its pixels decoded by a decoder, and what neither of them needs called foreign."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from mmap import mmap

from archive.delivery.facts.batch import Damage
from archive.delivery.facts.mime import JPEG
from archive.delivery.image_files import images, jpeg_segments
from archive.delivery.image_files.images import Decoded
from archive.delivery.image_files.jpeg_segments import JpegSegments
from archive.delivery.image_files.tracked_file import AT_ONCE

_UNREAD = 64
"""So many bytes before the end a decoder may stop: the end marker, fill bytes, and what Watched gives at once."""
_EXTRANEOUS = re.compile(r"([0-9]+) extraneous bytes before marker 0xd9")
_PICTURE, _VIDEO = b"\xff\xd8\xff", b"ftyp"
"""How what telephones put behind a picture begins: another JPEG (ITU-T T.81, B.2.1), a video (ISO/IEC 14496-12, 4.3)."""


def decoded(descriptor: int, segments: JpegSegments, content: mmap) -> tuple[Decoded, int]:
    """What decoding gave, and how many bytes of the file are no part of the image.

    A second picture or a video is foreign to the image; bytes that nobody can explain are damage, because a scan that lost a bit
    leaves bytes over too.
    """
    found = _decode(descriptor, segments, content)
    extraneous = _EXTRANEOUS.search(found.damage.detail) if found.damage else None
    if extraneous and segments.ended:
        segments = replace(segments, end=segments.end - 2 - int(extraneous[1]), ended=False)
        found = _decode(descriptor, segments, content)
    end, known = segments.end, segments.end - 2 if segments.ended else len(content)
    if not found.damage and found.read is not None and found.read + _UNREAD < end:
        end = found.read if content[found.read : known].strip(b"\xff") else end  # fill bytes (T.81, B.1.1.2)
    if found.damage or end == segments.end == known + 2:
        return found, len(content) - end
    begun = max(0, end - AT_ONCE - _UNREAD)
    padding = not content[end:known].strip(b"\0")
    if padding or content.find(_PICTURE, begun, known) >= 0 or content.find(_VIDEO, begun, known) >= 0:
        return found, len(content) - end
    unknown = f"{known - end} bytes between the last pixel and the end belong to no part of the image"
    return replace(found, damage=Damage("BAD_STRUCTURE", unknown)), 0


def _decode(descriptor: int, segments: JpegSegments, content: mmap) -> Decoded:
    """Decode the image itself, from a mended copy where it has slips or no end marker of its own."""
    mended = segments.mended(content)
    if mended is None:
        return images.decode(descriptor, JPEG)
    copy = os.memfd_create("mended", os.MFD_CLOEXEC)
    with os.fdopen(copy, "wb") as written:
        written.write(mended)
        written.flush()
        return images.decode(copy, JPEG)


def unsupported(segments: JpegSegments, damage: Damage | None) -> Damage | None:
    """Damage of a process that no decoder at hand knows is none."""
    if damage and not segments.damage and segments.frame not in jpeg_segments.COMMON_FRAMES:
        return Damage("UNSUPPORTED_FORMAT", damage.detail)
    return damage
