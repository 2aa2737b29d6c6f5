"""Does the catalogue still say what the ledger says? It is derived, and whoever rewrites it must not be believed.

Every package is compared, but not every time: where both agreed the file is sealed (`archive.holdings.seal`), and while the seal
stands nobody but the program itself has written there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from archive.api.rights import may_write, sealing_key
from archive.holdings import queries, seal
from archive.holdings.values import HeldPackage
from indexer.catalogue.rows import PackageRow
from khizana.wiring.session import Session

COUNTS = ("views", "acts", "mentions")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What ledger and catalogue say otherwise of a package or register: whether they know it, or the value of a field."""

    package: str
    what: str
    ledger: bool | int | str
    catalogue: bool | int | str


def disagreements(session: Session) -> list[Disagreement]:
    """Every package of which the catalogue says something else than the ledger, as far as the catalogue has followed it."""
    keep = _sealing(session)
    found = list(_all(session))
    if not found:
        keep()
    return found


def disagreements_since(session: Session) -> list[Disagreement]:
    """The same, compared only where somebody else may have written since both were found to agree."""
    return [] if known_to_agree(session) else disagreements(session)


def known_to_agree(session: Session) -> bool:
    """Whether the catalogue was found to agree, and is as it was then."""
    file, key = session.catalogue.file(), sealing_key(session.settings)
    return bool(key) and file is not None and seal.stands(file, key)


def vouch(session: Session) -> None:
    """Remember that the catalogue agrees as it stands; nothing without the signing key, or where nobody may write."""
    _sealing(session)()


def _sealing(session: Session) -> Callable[[], None]:
    """Seals the catalogue as it stands now, when it is called: what is written between now and then breaks the seal."""
    file, key = session.catalogue.file(), sealing_key(session.settings)
    if not key or file is None or not may_write(session.settings):
        return lambda: None
    return partial(seal.write, file, seal.made(file, key))


def _all(session: Session) -> Iterator[Disagreement]:
    rows = {row.id: row for row in session.catalogue.packages()}
    followed = session.catalogue.position()
    holdings = session.holdings
    named = {one.package: one for one in queries.packages_after(holdings, followed)}
    for package in queries.gone(holdings) - named.keys():
        rows.pop(package, None)
    return _compared(named, rows)


def _compared(named: Mapping[str, HeldPackage], rows: Mapping[str, PackageRow]) -> Iterator[Disagreement]:
    for package in sorted(named.keys() | rows.keys()):
        if package not in rows:
            yield Disagreement(package, "package", ledger=True, catalogue=False)
        elif package not in named:
            yield Disagreement(package, "package", ledger=False, catalogue=True)
        else:
            yield from _differing(named[package], rows[package])


def _differing(named: HeldPackage, row: PackageRow) -> Iterator[Disagreement]:
    pairs: dict[str, tuple[str | int, str | int]] = {
        "tagmanifest": (str(named.tagmanifest), row.tagmanifest),
        "position": (named.position, row.stored_at),
        "register": (named.register, row.register),
        "delivery": (named.delivery, row.delivery),
        **{name: (named.counts[name], getattr(row, name)) for name in COUNTS},
    }
    for what, (ledger, catalogue) in pairs.items():
        if ledger != catalogue:
            yield Disagreement(named.package, what, ledger, catalogue)
