"""Measures what was not measured before: a check that was stopped need not decode again what it had decoded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from archive.delivery.facts.batch import FileFacts, Problem
from archive.delivery.measuring.measure import Progress, Role, measure_all
from archive.delivery.port import DeliveredFile, DeliveryUnreadable, NotDelivered, Source
from archive.model.digest import Digest

_BUFFER = 1 << 20


class Memory(Protocol):
    """Facts kept by an earlier run of the same software. It is asked only with a digest that was computed just now."""

    def may_know(self, path: str, size: int) -> bool:
        """Whether it is worth hashing this file to ask for its facts."""

    def recall(self, path: str, role: Role, digest: Digest) -> FileFacts | None:
        """The facts of this path, use and digest; None when they are not known."""

    def keep(self, role: Role, facts: FileFacts) -> None:
        """Remember the facts of a sound file."""


class Forgetful:
    """Remembers nothing: everything is measured."""

    def may_know(self, path: str, size: int) -> bool:
        return False

    def recall(self, path: str, role: Role, digest: Digest) -> FileFacts | None:
        return None

    def keep(self, role: Role, facts: FileFacts) -> None:
        return None


def measured(
    source: Source,
    found: Sequence[DeliveredFile],
    roles: Mapping[str, Role],
    memory: Memory,
    progress: Progress,
    workers: int,
) -> Iterator[FileFacts | Problem]:
    """The facts of each file in the order given, or why it could not be read.

    Every file is hashed now, remembered or not; only a file whose bytes are those that were measured is spared the decoding.
    Damage is never taken from memory: whoever is told that a file is bad was told by a reader that looked at it now.
    """
    known = {facts.path: facts for facts in _recalled(source, found, roles, memory, workers)}
    spared = len(known)
    if spared:
        progress(spared, len(found))
    others = [entry.path for entry in found if entry.path not in known]
    fresh = measure_all(source, others, roles, lambda done, _: progress(spared + done, len(found)), workers)
    for entry in found:
        facts: FileFacts | Problem = known.pop(entry.path) if entry.path in known else next(fresh)
        if isinstance(facts, FileFacts) and not facts.damage and not facts.problems:
            memory.keep(roles.get(entry.path, Role.OTHER), facts)
        yield facts
    yield from fresh  # nothing is left, but the last file is told as done only when more is asked for


def _recalled(
    source: Source, found: Sequence[DeliveredFile], roles: Mapping[str, Role], memory: Memory, workers: int
) -> Iterator[FileFacts]:
    """The remembered facts of those files that still have the bytes they had."""
    candidates = [entry.path for entry in found if memory.may_know(entry.path, entry.size)]
    with ThreadPoolExecutor(workers, "hash") as crew:
        for path, digest in zip(candidates, crew.map(lambda path: _digest(source, path), candidates), strict=True):
            facts = memory.recall(path, roles.get(path, Role.OTHER), digest) if digest else None
            if facts:
                yield facts


def _digest(source: Source, path: str) -> Digest | None:
    """The SHA-256 of a file now; None when it cannot be read, which measuring will say."""
    hashed, buffer = hashlib.sha256(), memoryview(bytearray(_BUFFER))
    try:
        with source.open(path) as stream:
            while count := stream.readinto(buffer):  # type: ignore[attr-defined]
                hashed.update(buffer[:count])
    except (NotDelivered, DeliveryUnreadable, OSError):
        return None
    return Digest("sha256", hashed.hexdigest())
