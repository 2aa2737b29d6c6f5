"""What goes wrong for an operator, and the exit code that says so. Nowhere else are exit codes written."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command; the docstring table in the manual is generated from `MEANINGS`."""

    DONE = 0
    COULD_NOT_WORK = 1
    USAGE = 2
    FINDINGS = 3
    NO_ARCHIVE = 10
    LOCKED = 11


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "done, and nothing to object to",
    Exit.COULD_NOT_WORK: "could not work: something that was needed could not be read or written",
    Exit.USAGE: "usage: the command line is wrong",
    Exit.FINDINGS: "findings: differences, refusals or gaps were found and are named",
    Exit.NO_ARCHIVE: "there is no archive at that place",
    Exit.LOCKED: "another process holds the archive for writing",
}


class KhizanaError(Exception):
    """Names the object, then the remedy."""

    exit: Exit = Exit.COULD_NOT_WORK


class CannotWork(KhizanaError):
    """Something needed could not be read or written."""


class UsageError(KhizanaError):
    """The request itself is wrong."""

    exit = Exit.USAGE
