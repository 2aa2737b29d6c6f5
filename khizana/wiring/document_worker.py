"""Makes documents in a process of its own: a request is a function and the package that it is called with, both pickled."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

from archive.child_processes.serving import serve


def answer(content: bytes, _: Sequence[int]) -> bytes:
    """What the function makes, or the exception that it raises."""
    make, package = pickle.loads(content)  # noqa: S301 - from the process that started us, over a line that nobody else holds
    try:
        return pickle.dumps(make(package), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - raised again by whoever asked
        return pickle.dumps(error)


if __name__ == "__main__":
    serve(answer)
