"""Regions cut out of stored images, by a child process that may fall over without harm."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import BinaryIO

from archive.model.records.view import Box, View

SECONDS = 60.0
CUTTING = (sys.executable, "-P", "-m", "khizana.service.access.region_cutter")
"""The child; -P, so that a folder in which someone works cannot bring modules of its own."""


class NotCut(RuntimeError):
    """The image could not be cut; says why."""


def cut(stream: BinaryIO, view: View, boxes: Sequence[Box], program: Sequence[str] = CUTTING) -> list[bytes]:
    """The boxes of one view as PNG, which loses nothing. NotCut."""
    asked = [os.getpid(), stream.fileno(), view.leaf, view.width, view.height]
    asked += [number for box in boxes for number in (box.x, box.y, box.width, box.height)]
    try:
        said = subprocess.run(
            [*program, *map(str, asked)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[stream.fileno()],
            timeout=SECONDS,
            check=False,
            env={**os.environ, "VIPS_CONCURRENCY": "1", "VIPS_BLOCK_UNTRUSTED": "1"},
        ).stdout.decode("ascii")
    except subprocess.TimeoutExpired:
        raise NotCut(f"it took more than {SECONDS:.0f} seconds") from None
    lines = said.splitlines()
    if lines and lines[-1].startswith("{"):
        raise NotCut(str(json.loads(lines[-1])["problem"]))
    if len(lines) != len(boxes):
        raise NotCut("the process that cuts it ended before it had done")
    return [base64.b64decode(line) for line in lines]
