"""One act handed out: as keyed, with its regions cut from their pages; a whole page only where every act on it is open."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.model.message import tell
from archive.model.records.act import ActObject, regions_with_mentions
from archive.model.records.view import Box, Region, View
from archive.package import layout
from archive.store.hashing import hash_of, new_buffer
from khizana.errors import CannotWork
from khizana.outcome import builtins
from khizana.service.access import show
from khizana.service.access.closed_pages import Closed, Pages
from khizana.service.access.embargo_filter import EmbargoFilter
from khizana.service.access.export_writer import Given, copy
from khizana.service.access.region_cuts import NotCut, cut
from khizana.service.lifecycle import register_chain
from khizana.service.lifecycle.answers import AccessToday
from khizana.wiring.session import Session


def act(session: Session, given: Given, embargo: EmbargoFilter) -> None:
    """Every paper copy of the act in a folder of its own."""
    frozen, found = register_chain.current(session, given.subject)
    for chain, package, keyed in found:
        access = show.access_of(session, embargo, package, keyed)
        told = show.kept(session, chain, package, keyed, AccessToday.of(access))
        given.packages.extend(show.read_from(chain, package, keyed))
        links = tuple(row.link for row in session.catalogue.chain(told.register) if not row.disposed)
        pages, images = Pages(session, links, embargo), register_chain.Images(session.reading, chain)
        one = _Copy(session, given, told.register, f"{frozen}@{told.copy}", pages, images)
        given.count(told.register, acts=1, closed=int(not access.open))
        given.closed.append(
            {"act": frozen, "copy": told.copy, "access": access.to_json(), "pages": one.hand_out(keyed)}
        )
        head = session.ledger.head()
        kept: dict[str, Json] = {name: value for name, value in builtins(told).items() if name not in ("act", "path")}
        ledger: dict[str, Json] = {"origin": session.settings.origin, "size": head.size, "root": head.root.hex()}
        one.write("act.json", write_pretty(keyed))
        one.write("provenance.json", write_pretty({**kept, "files": one.files, "ledger": ledger}))


class _Copy:
    """The folder of one paper copy, as it is filled."""

    def __init__(
        self, session: Session, given: Given, register: str, folder: str, pages: Pages, images: register_chain.Images
    ) -> None:
        self._session = session
        self._given = given
        self._register = register
        self._folder = folder
        self._pages = pages
        self._images = images
        self._numbers: dict[str, int] = {}
        self._drawn: set[tuple[str, str]] = set()
        self.files: list[Json] = []

    def hand_out(self, keyed: ActObject) -> list[Json]:
        """The images of an act, the standing scan of each page first; what is said of each page that it lies on.

        Nobody said where the act lies on a later scan than the one that it was read on: that is handed out whole, or not at all.
        """
        said: list[Json] = []
        drawn = regions_with_mentions(keyed)
        for package, view in dict.fromkeys(one for region in drawn for one in self._pages.standing(region.view)):
            if all((region.package, region.view) != (package, view.name) for region in drawn):
                said.append(self._standing(package, view))
        for region in drawn:
            view = self._images.view(region.package, region.view)
            self._must_be_what_was_seen(region, view)
            shut = self._pages.on(region.package, region.view)
            whole = not shut.closed
            self._cut(region, view, region.boxes)
            if whole and (region.package, region.view) not in self._drawn:
                self._whole(region, view)
            self._given.count(self._register, cut=len(region.boxes))
            page = _page(region.package, region.view, whole, shut)
            if all(view.name != region.view for _, view in self._pages.standing(region.view)):
                page["earlier"] = True
            if page not in said:
                said.append(page)
        return said

    def _standing(self, package: str, view: View) -> dict[str, Json]:
        """A page as it was imaged since."""
        region, shut = Region(package, view.name, view.digest, ()), self._pages.on(package, view.name)
        self._must_be_what_was_seen(region, view)
        if not shut.closed:
            self._whole(region, view)
        return _page(package, view.name, not shut.closed, shut)

    def write(self, name: str, content: bytes, derived: dict[str, Json] | None = None) -> None:
        """One file of this copy."""
        target = self._given.directory / self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self._given.add(self._register, f"{self._folder}/{name}", derived)
        if derived is not None:
            self.files.append({"file": name, "sha256": Digest.of(content).hex, "derived": derived})

    def _whole(self, region: Region, view: View) -> None:
        """The master itself, bit for bit, where no page of its file is closed; else this page of it, drawn."""
        self._drawn.add((region.package, region.view))
        self._given.count(self._register, whole=1)
        if self._pages.in_file(region.package, view.file).closed:
            self._cut(region, view, [Box(0, 0, view.width, view.height)], "page-")
            return
        name = view.file.rpartition("/")[2]
        target = self._given.directory / self._folder / name
        if not target.exists():
            copy(self._session, region.package, _path(region.package, view), target)
            self._given.add(self._register, f"{self._folder}/{name}")
            self.files.append({"file": name, "sha256": view.digest.hex, "derived": None})

    def _cut(self, region: Region, view: View, boxes: Sequence[Box], mark: str = "") -> None:
        path = _path(region.package, view)
        with self._session.store.open(region.package, path) as stream:
            try:
                made = cut(stream, view, boxes)
            except NotCut as error:
                raise CannotWork(
                    tell(
                        "{path} of {package} cannot be cut ({error}), so the act is not handed out: run `khizana "
                        "audit fixity --package {package}`",
                        path=path,
                        package=region.package,
                        error=error,
                    )
                ) from None
        for box, png in zip(boxes, made, strict=True):
            self._numbers[view.name] = self._numbers.get(view.name, 0) + 1
            derived: dict[str, Json] = {
                "package": region.package,
                "file": path,
                "sha256": view.digest.hex,
                "view": view.name,
                "leaf": view.leaf,
                "box": box.to_json(),
            }
            self.write(f"{view.name}-{mark}{self._numbers[view.name]}.derived.png", png, derived)

    def _must_be_what_was_seen(self, region: Region, view: View) -> None:
        path = _path(region.package, view)
        with self._session.store.open(region.package, path) as stream:
            found, _ = hash_of(stream, new_buffer())
        if not found == region.digest.hex == view.digest.hex:
            raise CannotWork(
                tell(
                    "{path} of {package} is altered, so it is not handed out: run `khizana audit fixity`",
                    path=path,
                    package=region.package,
                )
            )


def _page(package: str, view: str, whole: bool, shut: Closed) -> dict[str, Json]:
    return {"package": package, "view": view, "whole": whole, **shut.to_json()}


def _path(package: str, view: View) -> str:
    return layout.within(package, layout.representation(layout.MASTER, view.file))
