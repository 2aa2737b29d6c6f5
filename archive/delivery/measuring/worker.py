"""A process of its own that measures files under limits: `python -m archive.delivery.measuring.worker`. See `isolation`.

A request carries the descriptor of the file, so that this process needs no path and no right to open one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from archive.child_processes.limits import Limits, allow_seconds
from archive.child_processes.serving import serve
from archive.child_processes.shortage import gives, is_short, lacking, told_of
from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.resource_limits import LARGEST_WRITTEN, MEMORY


def main() -> None:
    """Answer each request with the facts of its file, until nobody asks any more."""
    from archive.delivery.measuring.measure_file import BUFFER

    buffer = memoryview(bytearray(BUFFER))

    def answer(content: bytes, descriptors: Sequence[int]) -> bytes:
        return json.dumps(_answer(json.loads(content), descriptors[0], buffer)).encode("ascii")

    serve(answer, Limits(memory=MEMORY, written=LARGEST_WRITTEN))


def _answer(request: dict[str, str], descriptor: int, buffer: memoryview) -> object:
    from archive.delivery.facts.measured import Role
    from archive.delivery.facts.written_facts import written
    from archive.delivery.measuring.measure_file import measure_file

    allow_seconds(float(request["seconds"]))
    try:
        facts = measure_file(descriptor, request["path"], Role[request["role"]], buffer)
        short = _short(facts) if facts.damage or facts.problems else None
        return {"short": short} if short else {"facts": written(facts)}
    except MemoryError:
        if gives(MEMORY):
            raise
        return {"short": lacking(MEMORY)}
    except OSError as error:
        said = error.strerror or str(error)
        return {"short": said} if is_short(error) else {"unreadable": said}


def _short(facts: FileFacts) -> str | None:
    """Why what was found wrong may be the machine's doing; damage is believed only of a reader that lacked nothing."""
    said = facts.damage.detail if facts.damage else ""
    return said if told_of(said) else lacking(MEMORY)


if __name__ == "__main__":
    main()
