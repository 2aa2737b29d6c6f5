"""Regions cut out of stored images, by a child process that may fall over without harm."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import BinaryIO

from archive.child_processes.child import Died, TookTooLong, python
from archive.child_processes.pool import Pool
from archive.model.message import tell
from archive.model.records.view import Box, View

SECONDS = 60.0
CUTTING = python("khizana.service.access.region_cutter")
ENVIRONMENT = {"VIPS_CONCURRENCY": "1", "VIPS_BLOCK_UNTRUSTED": "1"}


class NotCut(RuntimeError):
    """The image could not be cut; says why."""


def cut(stream: BinaryIO, view: View, boxes: Sequence[Box], program: Sequence[str] = CUTTING) -> list[bytes]:
    """The boxes of one view as PNG, which loses nothing. NotCut."""
    corners = [(box.x, box.y, box.width, box.height) for box in boxes]
    asked = {"leaf": view.leaf, "size": (view.width, view.height), "boxes": corners}
    with Pool(program, ENVIRONMENT) as pool:
        try:
            answer = json.loads(pool.ask(json.dumps(asked).encode("ascii"), (stream.fileno(),), SECONDS))
        except TookTooLong:
            raise NotCut(tell("it took more than {seconds:.0f} seconds", seconds=SECONDS)) from None
        except Died:
            raise NotCut(tell("the process that cuts it ended before it had done")) from None
    if "problem" in answer:
        raise NotCut(str(answer["problem"]))
    return [base64.b64decode(one) for one in answer["cuts"]]
