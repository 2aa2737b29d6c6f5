"""Archives whose custody book is what is tested: made through the command line, grown without deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.ledger.entry import Entry, EntryType
from khizana.wiring.opening import open_archive
from tests.support.cli import Called, khizana


@dataclass(frozen=True, slots=True)
class Book:
    """An archive, and what a stranger was given of it before."""

    root: Path

    @property
    def key(self) -> Path:
        return self.root / "keys" / "ledger.pub"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    def grow(self, count: int, other: bool = False) -> int:
        """Record so many custody movements, or others than those; the size after them."""
        ledger = open_archive(self.root).ledger
        first = ledger.head().size + (1_000_000 if other else 0)
        return ledger.append([movement(first + number) for number in range(count)]).size

    def ask(self, *arguments: str | Path) -> Called:
        """`khizana ledger …` of this archive, answering JSON; a file of an earlier question is replaced."""
        force = ("--force",) if "-o" in arguments else ()
        return khizana("ledger", *arguments, *force, "--archive", self.root, "--json")

    def verify(self, *arguments: str | Path) -> Called:
        return self.ask("verify", *arguments)


@dataclass(frozen=True, slots=True)
class Witness:
    """A second party with a folder of its own."""

    folder: Path

    @property
    def key(self) -> Path:
        return self.folder / "witness.pub"

    def sign(self, request: Path, output: Path) -> Called:
        return khizana("witness", "sign", self.folder, request, "-o", output, "--force", "--json")

    def see(self, book: Book, name: str) -> Path:
        """The whole round: the archive asks, the witness signs, the archive keeps. The countersigned checkpoint."""
        request, note = self.folder / f"{name}.request", self.folder / f"{name}.checkpoint"
        assert book.ask("growth", "-o", request).code == 0
        signed = self.sign(request, note)
        assert signed.code == 0, signed.err + signed.out
        kept = book.ask("witness", note, "--witness-key", self.key)
        assert kept.code == 0, kept.err + kept.out
        return note


def movement(number: int) -> Entry:
    """A custody entry; another number gives another one."""
    time = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    return Entry(EntryType.CUSTODY, time, "archivist-1", f"box-{number}", "moved", counts={"pieces": number})


def made_book(folder: Path, name: str = "proved") -> Book:
    assert khizana("init", folder, "--name", name).code == 0
    return Book(folder)


def made_witness(folder: Path, book: Book, name: str = "court.example/witness") -> Witness:
    assert khizana("witness", "init", folder, "--name", name).code == 0
    assert khizana("witness", "trust", folder, "--log", book.key).code == 0
    return Witness(folder)
