"""Operations done wrongly on purpose, without touching the product: a harness that does not find them is worth nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from archive.store.deposit import deposit
from archive.store.folder_store import durable, folder_sealing
from tests.faults.operations import PLAN, SOURCE, Operation, Rooms, held_as
from tests.support.memory_store import MemoryStore


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
        at_once = durable.at_once

        def deaf(anchor: int) -> bool:
            with suppress(OSError):
                at_once(anchor)
            return True

        durable.at_once = folder_sealing.at_once = deaf
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


def file_by_file(operation: Operation) -> Callable[[Rooms], None]:
    """Not wrong, but as on systems where syncfs(2) cannot be trusted."""

    def act(rooms: Rooms) -> None:
        durable.at_once = folder_sealing.at_once = lambda anchor: False
        operation.act(rooms)

    return act


VARIANTS = {
    "file-by-file": file_by_file,
    "short-writes": short_writes,
    "ledger-first": ledger_first,
    "deaf": deaf_to_errors,
}
