"""The seal of a snapshot: which state of its file the program itself left last, told by what nobody can set (st_ctime).

Whoever changes the file otherwise, or puts another in its place, finds it folded anew. With the signing key at hand the seal is
keyed (HMAC, RFC 2104), so that only who could also sign entries can make one.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from pathlib import Path

_NAME = ".seal"


def put(place: Path, key: bytes) -> None:
    """Seal the file as it stands now. A seal that cannot be written is none: the next one folds anew."""
    with suppress(OSError):
        aside = Path(f"{place}{_NAME}.{os.getpid()}")
        aside.write_text(_seal(place, key), encoding="ascii")
        aside.replace(f"{place}{_NAME}")


def stands(place: Path, key: bytes) -> bool:
    """Whether the file is as it was sealed; without the key, whether what is said of its state is right."""
    with suppress(OSError, UnicodeDecodeError):
        found, wanted = Path(f"{place}{_NAME}").read_text("ascii"), _seal(place, key)
        return hmac.compare_digest(found, wanted) if key else found.split(" ")[0] == wanted.split(" ")[0]
    return False


def _seal(place: Path, key: bytes) -> str:
    state = place.stat()
    said = f"{state.st_ino}.{state.st_size}.{state.st_ctime_ns}"
    return f"{said} {hmac.new(key, said.encode(), 'sha256').hexdigest() if key else '-'}\n"
