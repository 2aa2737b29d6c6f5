"""The acts of one register as a stream, from JSON Lines, CSV or XLSX. Nothing keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

from archive.child_processes.shortage import refuse_if_short
from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, Problem
from archive.delivery.facts.mime import CSV, JSON, XLSX, named
from archive.delivery.keyed_tables import csv_acts, json_acts, tables, xlsx
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.model.message import sentence

_READERS = {JSON: json_acts.acts, CSV: csv_acts.acts}
_LONGEST_LINE = max(json_acts.LONGEST_LINE, tables.LONGEST_LINE)


def acts_of(source: Source, register: DeliveredRegister) -> Iterator[DeliveredAct | Problem]:
    """Each act, or what could not be read as one; nothing when the register has no acts file or it was not delivered."""
    if register.acts is None:
        return
    kind = named(register.acts)
    if kind not in (*_READERS, XLSX):
        yield Problem("UNSUPPORTED_FORMAT", register.acts, "acts come as .jsonl, .csv or .xlsx", uncounted=True)
        return
    try:
        with source.open(register.acts) as stream, BufferedReader(cast(RawIOBase, stream), 1 << 20) as buffered:
            if kind == XLSX:
                yield from csv_acts.in_rows(register.acts, xlsx.rows(register.acts, cast(BinaryIO, buffered)))
            else:
                yield from _READERS[kind](register.acts, _lines(buffered))
    except NotDelivered:
        return
    except DeliveryUnreadable as error:
        yield Problem("UNREADABLE", register.acts, sentence(error), uncounted=True)
    except OSError as error:
        refuse_if_short(error)
        yield Problem("UNREADABLE", register.acts, error.strerror or str(error), uncounted=True)


def _lines(buffered: BufferedReader[RawIOBase]) -> Iterator[bytes]:
    """The lines with their ends; of one that is too long only as much as shows that it is."""
    while line := buffered.readline(_LONGEST_LINE + 1):
        yield line
        while len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            line = buffered.readline(_LONGEST_LINE + 1)
            if not line:
                return
