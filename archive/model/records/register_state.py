"""A register as its chain leaves it: the last act along the chain, the images that stand. A pure fold over its packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from archive.model.records.act import ActObject
from archive.model.records.register import RegisterObject
from archive.model.records.restated import Restated, restated
from archive.model.records.version import Link
from archive.model.records.view import View


@dataclass(frozen=True, slots=True)
class PlacedView:
    """A view, and the package that holds its image."""

    package: str
    view: View


@dataclass(frozen=True, slots=True)
class RegisterState:
    """`chain` has the packages, the oldest first; `views` stand today, in reading order; `held` are all that ever stood.

    `acts` has the last of each act by its identifier, in the order in which they first came. `description` is the last one.
    """

    chain: tuple[Link, ...]
    views: tuple[PlacedView, ...]
    held: Mapping[tuple[str, str], View]
    acts: Mapping[str, ActObject]
    description: RegisterObject
    restated: tuple[Restated, ...] = ()
    """The versions that changed a statement or a declared gap, the oldest first."""

    @property
    def head(self) -> Link:
        """The package that a version must follow."""
        return self.chain[-1]

    @property
    def pages(self) -> frozenset[int]:
        """The page numbers that the images show."""
        return frozenset(page for placed in self.views for page in placed.view.pages)

    def view(self, name: str) -> PlacedView | None:
        """The view of that name that stands: names are used once in a chain."""
        return next((placed for placed in self.views if placed.view.name == name), None)

    def scans(self) -> Mapping[str, frozenset[str]]:
        """By the name of each view, all views that were ever made of its pages, itself among them."""
        found: dict[str, frozenset[str]] = {}
        for (_, name), view in self.held.items():
            alike = frozenset({name}).union(*(found.get(one, frozenset({one})) for one in view.replaces))
            found |= dict.fromkeys(alike, alike)
        return found

    def numbers(self) -> Mapping[tuple[int, str], frozenset[str]]:
        """The acts that bear each number and suffix today."""
        found: dict[tuple[int, str], frozenset[str]] = {}
        for identifier, act in self.acts.items():
            found[numbered(act)] = found.get(numbered(act), frozenset()) | {identifier}
        return found


def numbered(act: ActObject) -> tuple[int, str]:
    """The number that an act bears, and its suffix (empty where it has none)."""
    return cast(int, act["number"]), str(act.get("suffix", ""))


def apply_version(
    before: RegisterState | None,
    link: Link,
    views: Sequence[View],
    acts: Iterable[ActObject],
    description: RegisterObject,
) -> RegisterState:
    """The register after one more package of its chain."""
    chain = (*before.chain, link) if before else (link,)
    held = dict(before.held) if before else {}
    held |= {(link.package, view.name): view for view in views}
    last = dict(before.acts) if before else {}
    for act in acts:
        last[str(act["id"])] = act
    standing = before.views if before else ()
    told = before.restated if before else ()
    changed = restated(link.package, before.description, description) if before else None
    told = (*told, changed) if changed else told
    return RegisterState(chain, tuple(_merged(standing, link.package, views)), held, last, description, told)


def next_view(standing: RegisterState | None) -> int:
    """The number of the next view: the first of a chain is 1, and none is used twice."""
    return 1 + max((int(name[1:]) for _, name in standing.held), default=0) if standing else 1


def _merged(standing: Sequence[PlacedView], package: str, views: Sequence[View]) -> Iterator[PlacedView]:
    """A view that replaces others stands where the first of them stood; any other before the first that shows a later page."""
    if not standing:
        yield from (PlacedView(package, view) for view in views)
        return
    gone = {name for view in views for name in view.replaces}
    waiting = list(views)
    for placed in standing:
        for view in tuple(waiting):
            if placed.view.name in view.replaces or (not view.replaces and _earlier(view, placed.view)):
                waiting.remove(view)
                yield PlacedView(package, view)
        if placed.view.name not in gone:
            yield placed
    yield from (PlacedView(package, view) for view in waiting)


def _earlier(view: View, other: View) -> bool:
    return bool(view.pages and other.pages) and min(view.pages) < min(other.pages)
