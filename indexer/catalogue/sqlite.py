"""The catalogue as a folder: generations of one SQLite file each, so that a rebuild is one move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.model.identifiers import ActId
from archive.model.message import sentence, tell
from indexer.catalogue import proofs, queries
from indexer.catalogue.connection import for_reading, for_writing
from indexer.catalogue.follow import apply
from indexer.catalogue.port import CatalogueBusy, CatalogueUnavailable
from indexer.catalogue.rows import OfficeRow, PackageRow, ProofRow, Proved, RegisterRow, Status
from indexer.catalogue.tables import heads, metadata, origins, progress
from indexer.documents.package_content import Noted
from indexer.generations import Generations, WritingElsewhere

FORMAT = 3
"""Counts up when the tables change: an older catalogue is refused, not misread."""

_FILE = "catalogue.db"
_REMEDY = "run `khizana rebuild` to build it again from the ledger and the packages"


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: SQLAlchemyError | OSError) -> CatalogueUnavailable:
    reason = getattr(error, "orig", None) or error
    return CatalogueUnavailable(f"the catalogue {folder} cannot be used ({reason}): {_REMEDY}")


def _position(connection: Connection, folder: Path, origin: str) -> int:
    row = connection.execute(select(progress)).one_or_none()
    if row is None or row.format != FORMAT:
        raise CatalogueUnavailable(
            tell("the catalogue {folder} was made by another version: {remedy}", folder=folder, remedy=_REMEDY)
        )
    followed = _origin(connection)
    if origin and followed not in (None, origin):
        raise CatalogueUnavailable(
            tell(
                "the catalogue {folder} is that of another archive, {followed}: {remedy}",
                folder=folder,
                followed=followed,
                remedy=_REMEDY,
            )
        )
    return int(row.position)


def _origin(connection: Connection) -> str | None:
    """Whose ledger is followed; None in an older catalogue, which did not say."""
    if not connection.dialect.has_table(connection, origins.name):
        return None
    return connection.scalar(select(origins.c.origin))


def _reached(connection: Connection) -> Head | None:
    row = connection.execute(select(heads)).one_or_none()
    return None if row is None else Head(int(row.position), bytes.fromhex(row.root))


class _SqlWriting:
    """One generation's database, under the folder's lock."""

    def __init__(self, generations: Generations, folder: Path, origin: str, fresh: bool, unnamed: bool) -> None:
        self.held = ExitStack()
        self._generations = generations
        self._folder = folder
        self._origin = origin
        self._fresh = fresh
        self._engine = for_writing(folder / _FILE)
        with _named(folder):
            if fresh:
                with self._engine.begin() as connection:
                    metadata.create_all(connection)
                    connection.execute(insert(progress).values(format=FORMAT, position=0))
                    if origin:
                        connection.execute(insert(origins).values(origin=origin))
            self.position()
        if unnamed:
            self.swap()

    def position(self) -> int:
        with _named(self._folder), self._engine.begin() as connection:
            return _position(connection, self._folder, self._origin)

    def apply(self, entries: Sequence[Noted], position: int) -> None:
        with _named(self._folder), self._engine.begin() as connection:
            for noted in entries:
                apply(connection, noted)
            newest = max(position, _position(connection, self._folder, self._origin))
            connection.execute(update(progress).values(position=newest))

    def reach(self, head: Head) -> None:
        with _named(self._folder), self._engine.begin() as connection:
            heads.create(connection, checkfirst=True)
            if _reached(connection) == head:
                return
            connection.execute(delete(heads))
            connection.execute(insert(heads).values(position=head.size, root=head.root.hex()))

    def swap(self) -> None:
        if self._fresh:
            with _named(self._folder):
                self._generations.swap(self._folder)
            self._fresh = False

    def __enter__(self) -> _SqlWriting:
        return self

    def __exit__(self, *exception: object) -> None:
        with self.held, _named(self._folder):
            self._engine.dispose()
            if self._fresh:
                self._generations.discard(self._folder)


class SqlCatalogue:
    """A catalogue in a folder, which need not exist before the first writing; `origin` names the ledger that it follows."""

    def __init__(self, folder: Path, origin: str = "") -> None:
        self._generations = Generations(folder)
        self._origin = origin

    def file(self) -> Path | None:
        """Where the live generation lies while all of it is in one file; None where there is none, or a log waits beside it."""
        live = self._generations.current()
        if live is None:
            return None
        log = live / f"{_FILE}-wal"
        return live / _FILE if not log.exists() or not log.stat().st_size else None

    def begin(self) -> _SqlWriting:
        return self._write(fresh=True)

    def resume(self) -> _SqlWriting:
        return self._write(fresh=False)

    def position(self) -> int:
        if self._generations.current() is None:
            return 0
        with self.reading() as connection:
            return _position(connection, self._generations.folder, self._origin)

    def reached(self) -> tuple[int, Head | None]:
        """The position, and the head of the ledger that it remembers; none where there is no catalogue, or an older one."""
        if self._generations.current() is None:
            return 0, None
        with self.reading() as connection:
            known = connection.dialect.has_table(connection, heads.name)
            return _position(connection, self._generations.folder, self._origin), _reached(
                connection
            ) if known else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent state of the catalogue, also while another process writes. Raises CatalogueUnavailable."""
        folder = self._generations.folder
        with ExitStack() as stack:
            with _named(folder):
                connection = self._opened(stack)
                _position(connection, folder, self._origin)
            try:
                yield connection
            except SQLAlchemyError as error:
                raise _unusable(folder, error) from error

    def status(self) -> Status:
        """The counts of everything."""
        with self.reading() as connection:
            return queries.status(connection)

    def packages(self) -> tuple[PackageRow, ...]:
        """All packages in order of register and version."""
        with self.reading() as connection:
            return tuple(queries.packages(connection))

    def registers(self) -> tuple[RegisterRow, ...]:
        """All registers by office, year, event, regime, part and copy."""
        with self.reading() as connection:
            return tuple(queries.registers(connection))

    def offices(self) -> tuple[OfficeRow, ...]:
        """The offices that packages came from, in order of their identifiers."""
        with self.reading() as connection:
            return tuple(queries.offices(connection))

    def packages_of(self, act: ActId) -> tuple[str, ...]:
        """The packages that may hold an act, the newest first."""
        with self.reading() as connection:
            return queries.packages_of_act(connection, act)

    def chain(self, register: str) -> tuple[PackageRow, ...]:
        """The packages of a register, the oldest first; empty when it is not held."""
        with self.reading() as connection:
            return tuple(queries.packages(connection, register=register))

    def registers_of(self, act: ActId) -> tuple[str, ...]:
        """The registers that may hold an act."""
        with self.reading() as connection:
            return queries.registers_of_act(connection, act)

    def aliased(self, alias: str) -> str | None:
        """The act or register that a corrected key stands for; None when nothing has that other name."""
        with self.reading() as connection:
            return queries.aliased(connection, alias)

    def proved(self, store: str) -> Proved:
        """How long ago the packages of a store were read."""
        with self.reading() as connection:
            return proofs.proved(connection, store)

    def proofs_of(self, package: str) -> tuple[ProofRow, ...]:
        """When a package was last read in each store."""
        with self.reading() as connection:
            return proofs.of_package(connection, package)

    def recorded(self, package: str) -> tuple[int, Digest]:
        """The ledger position of a package, and the digest of its tagmanifest there; NotRecorded."""
        with self.reading() as connection:
            return queries.recorded(connection, package)

    def _opened(self, stack: ExitStack) -> Connection:
        live = self._live()
        try:
            return stack.enter_context(for_reading(live / _FILE).begin())
        except SQLAlchemyError:
            # Between reading the pointer and opening, another process may have swapped.
            moved = self._live()
            if moved == live:
                raise
            return stack.enter_context(for_reading(moved / _FILE).begin())

    def _live(self) -> Path:
        live = self._generations.current()
        if live is None:
            raise CatalogueUnavailable(
                tell("there is no catalogue in {folder}: {remedy}", folder=self._generations.folder, remedy=_REMEDY)
            )
        return live

    def _write(self, fresh: bool) -> _SqlWriting:
        with ExitStack() as stack, _named(self._generations.folder):
            try:
                stack.enter_context(self._generations.writing())
            except WritingElsewhere as error:
                raise CatalogueBusy(sentence(error)) from None
            live = self._generations.current()
            first = live is None and not fresh
            folder = self._generations.begin() if fresh or live is None else live
            writing = _SqlWriting(self._generations, folder, self._origin, fresh or first, unnamed=first)
            writing.held = stack.pop_all()
            return writing
        raise AssertionError("the block returns or raises")
