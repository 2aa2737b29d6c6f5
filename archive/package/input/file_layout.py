"""Which delivered file comes to rest where, and which view of the package each delivered image page becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.delivery.facts.batch import DeliveredView, FileFacts
from archive.errors import ArchiveError
from archive.model.message import tell
from archive.model.records.register_state import next_view
from archive.model.records.view import View
from archive.package import layout
from archive.package.formats import master_extension, table_extension
from archive.package.input.package_input import Material
from archive.package.plan import Copied, Entry


class MaterialIncomplete(ArchiveError, ValueError):
    """The material names something that it does not hold; the message says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`views` in reading order; `places` finds the view of a delivered file and the page inside it, from 1."""

    views: tuple[View, ...]
    places: Mapping[tuple[str, int], View]
    copies: tuple[Copied, ...]

    def named(self, view: str) -> View:
        """The view with this name; they count without a break from the first."""
        return self.views[int(view[1:]) - int(self.views[0].name[1:])]

    def view_of(self, package: str, file: str, leaf: int) -> View:
        """The view that shows a delivered image page; MaterialIncomplete when there is none."""
        found = self.places.get((file, leaf))
        if found is None:
            raise MaterialIncomplete(
                tell(
                    "an act of {package} stands on page {leaf} of {file}, which is no view of "
                    "its register; examine the delivery again before packaging it",
                    package=package,
                    leaf=leaf,
                    file=file,
                )
            )
        return found


def arrange(material: Material) -> Arrangement:
    """Give every delivered file of a register its canonical place; the names of a version count on from its chain's."""
    if material.disposed is not None:
        return Arrangement((), {}, ())
    masters: dict[str, str] = {}
    first = next_view(material.standing)
    for order, view in enumerate(material.delivered.views, start=first):
        facts = _facts(material, view.file)
        masters.setdefault(view.file, f"{order:04d}.{master_extension(facts.mime)}")
    views = tuple(
        _view(material, order, view, masters[view.file])
        for order, view in enumerate(material.delivered.views, start=first)
    )
    places: dict[tuple[str, int], View] = {}
    for delivered, kept in zip(material.delivered.views, views, strict=True):
        places.setdefault((delivered.file, delivered.leaf), kept)
    return Arrangement(views, places, tuple(_copies(material, masters)))


def _view(material: Material, order: int, view: DeliveredView, file: str) -> View:
    facts = _facts(material, view.file)
    if not 1 <= view.leaf <= len(facts.leaves):
        raise MaterialIncomplete(
            tell(
                "view {order} of {package} is page {leaf} of {file}, which has "
                "{leaves}; examine the delivery again before packaging it",
                order=order,
                package=material.package,
                leaf=view.leaf,
                file=view.file,
                leaves=len(facts.leaves),
            )
        )
    size = facts.leaves[view.leaf - 1]
    return View(
        f"v{order:04d}", file, view.leaf, view.kind, view.pages, size.width, size.height, facts.digest, view.replaces
    )


def _copies(material: Material, masters: Mapping[str, str]) -> Iterator[Copied]:
    delivered = material.delivered
    for source, name in masters.items():
        yield _copied(material, source, layout.representation(layout.MASTER, name))
    for image, source in sorted(delivered.transcriptions.items(), key=lambda pair: masters.get(pair[0], "")):
        if image not in masters:
            raise MaterialIncomplete(
                tell(
                    "{source} transcribes {image}, which is no view of {package}; examine the delivery again before packaging it",
                    source=source,
                    image=image,
                    package=material.package,
                )
            )
        name = f"{layout.stem(masters[image])}.xml"
        yield _copied(material, source, layout.representation(layout.TRANSCRIPTION, name))
    for source, (view, _) in delivered.of_held.items():
        yield _copied(material, source, layout.representation(layout.TRANSCRIPTION, f"{view[1:]}.xml"))
    yield _copied(material, delivered.path, layout.representation(layout.SUBMISSION, "register.json"))
    if delivered.acts is not None:
        name = f"acts.{table_extension(delivered.acts)}"
        yield _copied(material, delivered.acts, layout.representation(layout.SUBMISSION, name))


def _copied(material: Material, source: str, inside: str) -> Copied:
    facts = _facts(material, source)
    return Copied(Entry(layout.within(material.package, inside), facts.digest, facts.size), source)


def _facts(material: Material, path: str) -> FileFacts:
    facts = material.files.get(path)
    if facts is None:
        raise MaterialIncomplete(
            tell(
                "{path} of {package} was never measured; receive the delivery again before packaging it",
                path=path,
                package=material.package,
            )
        )
    return facts
