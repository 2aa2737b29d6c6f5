"""Small pictures of delivered images, drawn by a child process that may fall over without harm."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source

SECONDS = 60.0
"""The longest that one child may take; over what it hangs is not shown."""

DRAWING = (sys.executable, "-P", "-m", "khizana.service.access.drawing")
"""The child; -P, so that a delivery in whose folder someone works cannot bring modules of its own."""


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
    found: list[Thumbnail | None] = []
    while len(found) < len(paths):
        waiting = paths[len(found) :]
        drawn = _drawn(source, waiting, program, seconds)
        found += drawn
        if len(drawn) < len(waiting):
            found.append(None)  # this is the one that it died over
    return found


def _drawn(source: Source, paths: Sequence[str], program: Sequence[str], seconds: float) -> list[Thumbnail | None]:
    """As many as one child comes to draw."""
    with ExitStack() as opened:
        streams = [_opened(source, path, opened) for path in paths]
        given = [str(stream.fileno()) for stream in streams if stream is not None]
        answers = iter(_answers(given, program, seconds))
        drawn: list[Thumbnail | None] = []
        for stream in streams:
            answer = next(answers, None) if stream is not None else "null"
            if answer is None:
                break
            drawn.append(_thumbnail(answer))
    return drawn


def _opened(source: Source, path: str, opened: ExitStack) -> BinaryIO | None:
    try:
        return opened.enter_context(source.open(path))
    except (NotDelivered, DeliveryUnreadable):
        return None


def _answers(descriptors: Sequence[str], program: Sequence[str], seconds: float) -> list[str]:
    """The whole lines that the child said before it ended, or was ended."""
    if not descriptors:
        return []
    child = subprocess.Popen(
        [*program, str(os.getpid()), *descriptors],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[int(one) for one in descriptors],
        env={**os.environ, "VIPS_CONCURRENCY": "1", "VIPS_DISC_THRESHOLD": "4g", "VIPS_BLOCK_UNTRUSTED": "1"},
    )
    try:
        said, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        said, _ = child.communicate()
    whole, _, _ = said.decode("ascii").rpartition("\n")
    return whole.split("\n") if whole else []


def _thumbnail(answer: str) -> Thumbnail | None:
    written = json.loads(answer)
    return written and Thumbnail(written["width"], written["height"], base64.b64decode(written["jpeg"]))
