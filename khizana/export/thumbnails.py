"""Small pictures of delivered images, drawn by a child process that may fall over without harm."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from archive.child_processes.child import Died, TookTooLong, python
from archive.child_processes.pool import Pool
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source

SECONDS = 60.0
"""The longest that one picture may take; over what a child hangs is not shown."""

DRAWING = python("khizana.service.access.drawing")
ENVIRONMENT = {"VIPS_CONCURRENCY": "1", "VIPS_DISC_THRESHOLD": "4g", "VIPS_BLOCK_UNTRUSTED": "1"}


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A reduced image as JPEG, and the width and height in pixels of the image that it stands for."""

    width: int
    height: int
    jpeg: bytes


def thumbnails(
    source: Source, paths: Sequence[str], program: Sequence[str] = DRAWING, seconds: float = SECONDS
) -> list[Thumbnail | None]:
    """One for each path; None where nothing can be shown. A child that dies over one image is followed by another one."""
    with Pool(program, ENVIRONMENT) as pool:
        return [_drawn(pool, source, path, seconds) for path in paths]


def _drawn(pool: Pool, source: Source, path: str, seconds: float) -> Thumbnail | None:
    try:
        with source.open(path) as stream:
            answer = pool.ask(b"draw", (stream.fileno(),), seconds)
    except (NotDelivered, DeliveryUnreadable, Died, TookTooLong):
        return None
    written = json.loads(answer)
    return written and Thumbnail(written["width"], written["height"], base64.b64decode(written["jpeg"]))
