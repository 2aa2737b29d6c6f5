"""What a child lays on itself before it reads anything: limits, and an end with its parent, however that comes."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass

_PR_SET_PDEATHSIG = 1
_GRACE = 30


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a child may take; None leaves what the system gives.

    `memory` is private and writable (RLIMIT_DATA): decoders that reserve addresses without using them are not misjudged.
    `written` is what it may write into one file of its own, and in it stand its last words.
    """

    memory: int | None = None
    written: int | None = None


def confine(limits: Limits) -> None:
    """Take on the limits; where the machine allows less already, that stays."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for which, most in ((resource.RLIMIT_DATA, limits.memory), (resource.RLIMIT_FSIZE, limits.written)):
        if most is not None:
            allowed = resource.getrlimit(which)[1]
            most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(which, (most, most))


def allow_seconds(seconds: float) -> None:
    """So much more processor time, and some grace: for a child that hangs when nobody is left to end it."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = int(spent.ru_utime + spent.ru_stime + seconds) + _GRACE
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def end_with(parent: int) -> None:
    """Be killed when the thread that started us ends; at once, when the parent is gone already."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
