"""Which transcribed views are to be found after a package of a chain, and which no longer.

Text stays with the image that it describes: where a page was imaged anew without a transcription, the text of the earlier image
goes on being found, said to be of the earlier scan, until the new image has text of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from archive.model.json import Json
from archive.model.records.register import RegisterObject
from archive.model.records.transcription import Line
from archive.store.package_content_port import Reading
from indexer.documents.act_to_document import Volume, view_document
from indexer.documents.document import CURRENT, EARLIER, Document


@dataclass(frozen=True, slots=True)
class Transcribed:
    """The texts of a chain up to one package: the last of each view, with the package that brought it."""

    package: str
    texts: Mapping[str, tuple[str, tuple[Line, ...]]] = field(default_factory=dict)
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    anew: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The views that show a view's pages anew."""

    @classmethod
    def read(cls, package: str, register: RegisterObject, reading: Reading) -> Transcribed:
        """Older packages are looked at only where the package images pages anew, or brings text beside others."""
        own = _lines(package, reading)
        chain = [(package, register)]
        if own or any(_replaces(view) for view in _views(register)):
            while (before := chain[-1][1]["predecessor"]) is not None:
                older = str(cast("RegisterObject", before)["package"])
                chain.append((older, reading.register(older)))
        texts: dict[str, tuple[str, tuple[Line, ...]]] = {}
        anew: dict[str, tuple[str, ...]] = {}
        for name, one in reversed(chain):
            found = own if name == package else _lines(name, reading)
            texts |= {view: (name, lines) for view, lines in found.items()}
            for view in _views(one):
                for gone in _replaces(view):
                    anew[gone] = (*anew.get(gone, ()), str(view["view"]))
        return cls(package, texts, {name: Volume.read(one, name) for name, one in chain}, anew)

    def documents(self) -> Iterator[Document]:
        """Those of the texts that the package brings, and of earlier ones whose image it replaces."""
        for view, (package, lines) in self.texts.items():
            if (package == self.package or view in self.anew) and not self._superseded(view):
                yield view_document(lines, self.volumes[package], EARLIER if view in self.anew else CURRENT)

    def superseded(self) -> tuple[str, ...]:
        """The identifiers of documents that stand no longer."""
        gone = (lines[0].region for view, (_, lines) in self.texts.items() if self._superseded(view))
        return tuple(f"{region.package}#{region.view}" for region in gone)

    def _superseded(self, view: str) -> bool:
        return any(one in self.texts or self._superseded(one) for one in self.anew.get(view, ()))


def _lines(package: str, reading: Reading) -> dict[str, tuple[Line, ...]]:
    return {view: tuple(lines) for view, lines in groupby(reading.lines(package), key=lambda line: line.region.view)}


def _views(register: RegisterObject) -> Sequence[Mapping[str, Json]]:
    return cast("Sequence[Mapping[str, Json]]", register["views"])


def _replaces(view: Mapping[str, Json]) -> Sequence[str]:
    return cast("Sequence[str]", view.get("replaces") or ())
