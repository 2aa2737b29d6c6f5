"""What bagit-python says of a bag in which we found nothing wrong: two readers that share no line see more than one."""

from __future__ import annotations

import json
from pathlib import Path

from archive.child_processes.child import Died, TookTooLong, python
from archive.child_processes.pool import Pool
from archive.delivery.bags import second_reader

PROGRAM = python(second_reader.__name__)
_SECONDS = 60
_BYTES_A_SECOND = 20 << 20


def objection(root: Path, size: int, program: tuple[str, ...] = PROGRAM) -> str | None:
    """Why it refuses the bag; None where it does not. It reads in a process of its own, and what stops it is said too."""
    with Pool(program) as pool:
        try:
            said = json.loads(
                pool.ask(str(root).encode("utf-8", "surrogateescape"), seconds=_SECONDS + size / _BYTES_A_SECOND)
            )
        except TookTooLong:
            return "it took too long"
        except Died as died:
            return f"it broke off: {died}"
    return None if said is None else str(said)
