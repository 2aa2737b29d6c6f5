"""Files that stand alone, wherever they lie: each is named by its path on this machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import BinaryIO

from archive.child_processes.shortage import refuse_if_short
from archive.delivery.facts.batch import Problem
from archive.delivery.facts.paths import shown
from archive.delivery.port import DeliveredFile, DeliveryUnreadable, NotDelivered
from archive.model.message import tell

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC  # O_NONBLOCK: a pipe must not make us wait


class LooseFiles:
    """The files that a person names; links are followed, because it was the person who named them."""

    def listing(self) -> Iterator[DeliveredFile | Problem]:
        """Nothing: these files are in no place of their own."""
        yield from ()

    def open(self, path: str) -> BinaryIO:
        """One file for reading, unbuffered. NotDelivered when it is no regular file, DeliveryUnreadable when it cannot be."""
        try:
            opened = os.open(path, _FLAGS)
        except (FileNotFoundError, NotADirectoryError):
            raise NotDelivered(tell("there is no file {shown}", shown=shown(path))) from None
        except OSError as error:
            refuse_if_short(error)
            raise DeliveryUnreadable(
                tell("{shown} could not be opened: {strerror}", shown=shown(path), strerror=error.strerror)
            ) from error
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            os.close(opened)
            raise NotDelivered(tell("{shown} is not a regular file", shown=shown(path)))
        return os.fdopen(opened, "rb", buffering=0)
