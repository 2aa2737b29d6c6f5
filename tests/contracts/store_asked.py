"""Short ways to fill a store and to ask it, for the promises of stores."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from archive.store.port import AlreadyStored, Case, Store

OFFICE = "ma_01.511.01.03-1"
PACKAGE = f"{OFFICE}_dahir1950_birth_1987_p1_office-v1"
LATER = f"{OFFICE}_dahir1950_birth_1988_p1_office-v1"
CASE = Case("case", b"{}")
OTHER = "ma_01.511.01.03_dahir1950_birth_1987_p1_office-v1"


def keep(store: Store, package: str = PACKAGE, **files: bytes) -> None:
    """Seal a package of these files; in a name, two underscores stand for a slash and one for a full stop."""
    with store.stage(package) as staging:
        for name, content in (files or {"bagit_txt": b"BagIt"}).items():
            staging.write(name.replace("__", "/").replace("_", "."), [content])
        staging.seal()


def read(store: Store, path: str, package: str = PACKAGE) -> bytes:
    with store.open(package, path) as stream:
        return stream.read()


def quarantined(store: Store, name: str) -> dict[str, bytes]:
    """Everything in quarantine under a name; the numbers of what was damaged are counted anew, in their order."""
    found = {}
    with store.quarantined(name) as files:
        for stored in files.listing():
            with files.open(stored.path) as stream:
                found[stored.path] = stream.read()
    numbers = sorted({path.split("/")[1] for path in found if "/damaged-" in path})
    return {
        "/".join(f"damaged-{numbers.index(part) + 1}" if part in numbers else part for part in path.split("/")): content
        for path, content in found.items()
    }


def of_year(year: int) -> str:
    return f"{OFFICE}_dahir1950_birth_{year}_p1_office-v1"


def at_once(count: int, do: Callable[[int], object]) -> list[object]:
    """What each of several threads answers, or the refusal that it met."""

    def answer(number: int) -> object:
        try:
            return do(number)
        except AlreadyStored as refused:
            return refused

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(answer, range(count)))
