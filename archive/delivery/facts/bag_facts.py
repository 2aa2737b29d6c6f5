"""What a bag states and what it holds, measured and not judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.delivery.facts.batch import Problem


@dataclass(frozen=True, slots=True)
class BagFile:
    """A file found in a bag: its size in bytes, and its hexadecimal digests by algorithm."""

    size: int
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BagManifest:
    """One manifest: `listed` maps each path as it was found in the bag (as written, where it was not) to its stated digest.

    `known` is false for an algorithm that we cannot compute; `payload` is false for a tag manifest.
    """

    name: str
    algorithm: str
    payload: bool
    known: bool
    listed: Mapping[str, str]
    conflicting: tuple[str, ...] = ()
    """Paths listed twice with different digests."""
    repeated: tuple[str, ...] = ()
    """Paths listed twice with the same digest."""


@dataclass(frozen=True, slots=True)
class BagFacts:
    """A bag, measured. `version` is (1, 0), or None where bagit.txt could not be read; `oxums` as bag-info.txt states them.

    `fetched` are the paths of fetch.txt; `renormalised` those found under another Unicode form than written; `problems` is all
    that could not be looked at or parsed.
    """

    version: tuple[int, int] | None
    manifests: tuple[BagManifest, ...] = ()
    files: Mapping[str, BagFile] = field(default_factory=dict)
    oxums: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    renormalised: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    marked: tuple[str, ...] = ()
    """Tag files that begin with a byte order mark."""
