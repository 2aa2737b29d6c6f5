"""Operations done wrongly on purpose, without touching the product: a harness that does not find them is worth nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from archive.store import folder_sealing
from archive.store.deposit import deposit
from archive.store.memory import MemoryStore
from tests.faults.operations import PLAN, SOURCE, Operation, Rooms, held_as


def ledger_first(_: Operation) -> Callable[[Rooms], None]:
    """The entry is appended before the package is there."""

    def act(rooms: Rooms) -> None:
        receipt = deposit(PLAN, SOURCE, MemoryStore())
        rooms.ledger.append([held_as(receipt)])
        deposit(PLAN, SOURCE, rooms.store)

    return act


def deaf_to_errors(operation: Operation) -> Callable[[Rooms], None]:
    """The receipt is believed although the disk refused to keep the bytes."""

    def act(rooms: Rooms) -> None:
        flush = folder_sealing.flush

        def deaf(anchor: int, folders: object) -> None:
            with suppress(OSError):
                flush(anchor, [])

        folder_sealing.flush = deaf  # type: ignore[assignment]
        operation.act(rooms)

    return act


def short_writes(operation: Operation) -> Callable[[Rooms], None]:
    """Not wrong, but unusual: the disk takes a few bytes of each write and says so (write(2), RETURN VALUE)."""

    def act(rooms: Rooms) -> None:
        write = os.write
        os.write = lambda descriptor, content: write(descriptor, memoryview(content)[:1000])
        try:
            operation.act(rooms)
        finally:
            os.write = write

    return act


VARIANTS = {"short-writes": short_writes, "ledger-first": ledger_first, "deaf": deaf_to_errors}
