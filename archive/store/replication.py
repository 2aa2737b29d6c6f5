"""Brings a second store to hold what the first one holds: verified while it is copied, and never over what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from archive.model.digest import Digest
from archive.store.copying import NotIntact, copy_document, copy_package
from archive.store.port import AlreadyStored, Group, NotStored, Store, StoreUnreadable

AT_ONCE = 16
"""Packages that are made durable together. What a killed run has not made durable is copied again."""

Told = Callable[[int, int], None]
"""Told how much is done, of how much."""


@dataclass(slots=True)
class Replicated:
    """What was copied now, what stood there already, and what could not be copied from here, with the reason."""

    packages: int = 0
    documents: int = 0
    files: int = 0
    bytes: int = 0
    already: int = 0
    lacking: dict[str, str] = field(default_factory=dict)


def replicate(
    packages: Mapping[str, Digest], documents: Iterable[Digest], source: Store, target: Store, told: Told
) -> Replicated:
    """Copy packages (with the digest of their tagmanifest) and documents that the target has not.

    What is not intact here, or cannot be read, is said in `lacking` and does not hold up the rest. OSError when the target fails.
    """
    done = Replicated()
    with target.group():
        pass  # what a killed run left aside goes, even where nothing is missing any more
    wanted = sorted(set(documents))
    total = len(packages) + len(wanted)
    for at, digest in enumerate(wanted, start=1):
        _document(digest, source, target, done)
        told(at, total)
    lacking = [(name, digest) for name, digest in packages.items() if not _stands(name, target)]
    missing, already = iter(lacking), len(packages) - len(lacking)
    done.already += already
    at = len(wanted) + already
    while batch := list(islice(missing, AT_ONCE)):
        with target.group() as group:
            for name, digest in batch:
                _package(name, digest, source, group, done)
            group.seal()
        at += len(batch)
        told(at, total)
    return done


def _stands(package: str, target: Store) -> bool:
    """Whether a package stands there, in whatever state. Each is asked for by its name: a nation's are not listed for a few."""
    try:
        next(iter(target.listing(package)), None)
    except NotStored:
        return False
    return True


def _document(digest: Digest, source: Store, target: Store, done: Replicated) -> None:
    with suppress(NotStored):
        target.document(digest)
        done.already += 1
        return
    try:
        done.bytes += copy_document(digest, source, target)
        done.documents += 1
    except (NotIntact, StoreUnreadable) as error:
        done.lacking[str(digest)] = str(error)


def _package(name: str, digest: Digest, source: Store, group: Group, done: Replicated) -> None:
    try:
        with group.add(name) as writing:
            copied = copy_package(name, digest, source.files(name), writing)
    except (NotIntact, NotStored, AlreadyStored, StoreUnreadable) as error:
        done.lacking[name] = str(error)
        return
    done.packages += 1
    done.files += copied.files
    done.bytes += copied.bytes
