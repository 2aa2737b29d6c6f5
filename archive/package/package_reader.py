"""A stored package read back as values; the archive's own implementation of archive.store.package_content_port.Reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO, Protocol, cast

from archive.delivery.xml_documents.transcriptions import lines as page_lines
from archive.delivery.xml_documents.xml import InvalidXml
from archive.errors import ArchiveError
from archive.model.digest import Digest
from archive.model.message import tell
from archive.model.records.act import ActObject
from archive.model.records.facts import RegisterFacts
from archive.model.records.register import RegisterObject
from archive.model.records.register_state import RegisterState, apply_version
from archive.model.records.transcription import Line
from archive.model.records.version import Link
from archive.model.records.view import Region, View
from archive.model.verdicts import Verdicts
from archive.package import layout, package_documents


class Listed(Protocol):
    """Something found in a package, by its path from the bag's root."""

    @property
    def path(self) -> str: ...


class Packages(Protocol):
    """Where packages rest. The errors of `open` and `listing` pass through unchanged."""

    def open(self, package: str, path: str) -> BinaryIO: ...

    def listing(self, package: str) -> Iterable[Listed]: ...

    def document(self, digest: Digest) -> bytes: ...


class PackageDamaged(ArchiveError, ValueError):
    """A stored document is not what was written; names the package, the file and the remedy."""

    def __init__(self, package: str, place: str, reason: ValueError) -> None:
        super().__init__(
            tell(
                "{place} of {package} cannot be read: {reason}. Audit the package; restore it from a replica.",
                place=place,
                package=package,
                reason=reason,
            )
        )


class PackageNewer(PackageDamaged):
    """A stored document has a form that this program does not know: nothing is wrong with it."""

    def __init__(self, package: str, place: str, schema: str) -> None:
        ValueError.__init__(
            self, f"{place} of {package} is written as {schema}, which needs a newer Khizana: update it."
        )


class PackageReading:
    """The content of stored packages. PackageDamaged where a document is not what was written."""

    def __init__(self, packages: Packages) -> None:
        self._packages = packages

    def register(self, package: str) -> RegisterObject:
        """The register as schemas/kept-register.schema.json describes it."""
        return self._document(package, layout.REGISTER)

    def verdicts(self, document: Digest) -> Verdicts:
        """What a run of an audit found; ValueError when the document is not what was kept."""
        content = self._packages.document(document)
        if Digest.of(content) != document:
            raise ValueError(f"the document {document} was altered: audit the documents")
        return Verdicts.decode(content)

    def views(self, package: str) -> tuple[View, ...]:
        """Its views in reading order."""
        try:
            return package_documents.views(self.register(package))
        except package_documents.Unreadable as error:
            raise PackageDamaged(package, layout.REGISTER, error) from None

    def facts(self, package: str) -> RegisterFacts:
        """Its condensed completeness facts."""
        document = self._document(package, layout.FACTS)
        try:
            return RegisterFacts.of(document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise PackageDamaged(
                package, layout.FACTS, ValueError(f"not as its schema describes it, {error!r}")
            ) from None

    def acts(self, package: str) -> Iterator[ActObject]:
        """Its acts as schemas/act.schema.json describes them, in the order of the file.

        None where none were keyed, or where a version brought none.
        """
        facts = self.facts(package)
        if not facts.keyed or (facts.own is not None and not facts.own.acts):
            return
        inside = layout.representation(layout.ACTS, layout.ACTS_FILE)
        with self._packages.open(package, layout.within(package, inside)) as stream:
            for number, line in enumerate(package_documents.lines(stream), start=1):
                try:
                    yield package_documents.json_object(line)
                except package_documents.Unreadable as error:
                    raise PackageDamaged(package, f"{inside}#line={number}", error) from None

    def standing(self, chain: Sequence[Link]) -> RegisterState:
        """The register as these packages leave it, the oldest first."""
        standing: RegisterState | None = None
        for link in chain:
            description = cast("RegisterObject", self.register(link.package)["register"])
            standing = apply_version(standing, link, self.views(link.package), self.acts(link.package), description)
        if standing is None:
            raise ValueError("a chain has at least one package")
        return standing

    def lines(self, package: str) -> Iterator[Line]:
        """The lines of its transcriptions, view by view. A transcription belongs to the first page of its master.

        One that has no image in the package is of a view of an older package of the chain, which has the same number.
        """
        folder = layout.within(package, layout.representation(layout.TRANSCRIPTION))
        waiting = {one.path for one in self._packages.listing(package) if one.path.startswith(folder)}
        for view in self.views(package) if waiting else ():
            path = f"{folder}{layout.stem(view.file)}.xml"
            if path in waiting:
                waiting.remove(path)
                yield from self._lines(package, path, package, view)
        older = package
        while waiting and (before := self.register(older)["predecessor"]) is not None:
            older = str(cast("RegisterObject", before)["package"])
            for view in self.views(older):
                path = f"{folder}{view.name[1:]}.xml"
                if path in waiting:
                    waiting.remove(path)
                    yield from self._lines(package, path, older, view)

    def _lines(self, package: str, path: str, holder: str, view: View) -> Iterator[Line]:
        """The lines of one transcription; `holder` is the package that has the image."""
        with self._packages.open(package, path) as stream:
            content = stream.read()
        try:
            transcribed = page_lines(content)
        except InvalidXml as error:
            raise PackageDamaged(package, path, error) from None
        for line in transcribed:
            boxes = () if line.box is None else (line.box,)
            yield Line(line.name, line.text, Region(holder, view.name, view.digest, boxes))

    def _document(self, package: str, inside: str) -> RegisterObject:
        with self._packages.open(package, layout.within(package, inside)) as stream:
            content = stream.read()
        try:
            document = package_documents.json_object(content)
        except package_documents.Unreadable as error:
            raise PackageDamaged(package, inside, error) from None
        schema = str(document.get("schema"))
        if schema not in _FORMS[inside] and _FORM.fullmatch(schema):
            raise PackageNewer(package, inside, schema)
        return document


_FORM = re.compile(r"[a-z-]+/[0-9]+")
_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {layout.REGISTER: ("register/1", "register/2"), layout.FACTS: ("facts/1", "facts/2")}
)
"""The forms of each document that this program reads."""
