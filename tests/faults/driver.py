"""Does one operation at a time in a child of its own, which waits until it is told to go.

Everything is imported once, before the first child is made. A line on standard input, {"operation", "root", "variant"}, makes a
child; the answer is its process number; a second line lets it go; the answer is how it ended: {"status", "said"}. The child says
ACKNOWLEDGED when the operation has returned, or what a user would have been told, with the exit code.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import format_exception
from typing import NoReturn

from khizana.service.failures import failure
from tests.faults.operations import Rooms, operations
from tests.faults.wrong_orders import VARIANTS

ACKNOWLEDGED = b"ACKNOWLEDGED"
DEFECT = 99


def main() -> None:
    known = operations(Path(sys.argv[1]))
    for line in sys.stdin:
        asked = json.loads(line)
        operation, root = known[asked["operation"]], Path(asked["root"])
        act = VARIANTS[asked["variant"]](operation) if asked["variant"] else operation.act
        go, going = os.pipe()
        saying, said = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(going)
            os.close(saying)
            os.read(go, 1)
            _do(act, root, said)
        os.close(go)
        os.close(said)
        _tell(child)
        sys.stdin.readline()
        os.write(going, b"!")
        os.close(going)
        with os.fdopen(saying, "rb") as answer:
            heard = answer.read()
        _, status = os.waitpid(child, 0)
        _tell({"status": os.waitstatus_to_exitcode(status), "said": heard.decode()})


def _do(act: Callable[[Rooms], None], root: Path, said: int) -> None:
    with _Ending(said):
        act(Rooms.at(root))
        os.write(said, ACKNOWLEDGED)


class _Ending:
    """Ends the child at once, whatever happened, with what the command line would have said."""

    def __init__(self, said: int) -> None:
        self._said = said

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> NoReturn:
        if error is None:
            os._exit(0)
        told = failure(error)
        os.write(self._said, (f"{int(told[1])} {told[0]}" if told else "".join(format_exception(error))).encode())
        os._exit(int(told[1]) if told else DEFECT)


def _tell(answer: object) -> None:
    print(json.dumps(answer), flush=True)
