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
        write(place, made(place, key))


def write(place: Path, text: str) -> None:
    """Put a seal that was `made` earlier: it stands for the state of then, so whatever came since breaks it."""
    with suppress(OSError):
        aside = Path(f"{place}{_NAME}.{os.getpid()}")
        aside.write_text(text, encoding="ascii")
        aside.replace(f"{place}{_NAME}")


def stands(place: Path, key: bytes) -> bool:
    """Whether the file is as it was sealed; without the key, whether what is said of its state is right."""
    with suppress(OSError, UnicodeDecodeError):
        found, wanted = Path(f"{place}{_NAME}").read_text("ascii"), made(place, key)
        return hmac.compare_digest(found, wanted) if key else found.split(" ")[0] == wanted.split(" ")[0]
    return False


def made(place: Path, key: bytes) -> str:
    """The seal of the file as it stands now. OSError."""
    state = place.stat()
    said = f"{state.st_ino}.{state.st_size}.{state.st_ctime_ns}"
    return f"{said} {hmac.new(key, said.encode(), 'sha256').hexdigest() if key else '-'}\n"
