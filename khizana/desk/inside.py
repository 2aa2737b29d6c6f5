"""What lies in a folder or an archive is judged as what it is: a delivery, a bag, or loose files, archives among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.check.delivery_profile import FileProfile
from archive.check.file_verdict import FileVerdict, judged, verdict_of
from archive.check.rules import bag, mets, problems
from archive.delivery.archives import ARCHIVES
from archive.delivery.batch import FileFacts, Problem
from archive.delivery.contents import Contents, Holds, contents_of
from archive.delivery.folder import FolderSource
from archive.delivery.foreign_bag import read_bag
from archive.delivery.limits import DEFAULT, Budget, Limits
from archive.delivery.mets_beside import beside, documents
from archive.delivery.mets_facts import MetsFacts
from archive.delivery.port import Found, Source
from archive.delivery.unpack import unpack
from archive.model.finding import Finding, blocking
from khizana.temporary import gone_afterwards

Measure = Callable[[Source, Sequence[str]], Iterable[FileFacts | Problem]]
"""Measures each file as one that stands alone, in the order given."""

Examined = Callable[[Source], Iterable[Finding]]
"""The findings of a delivery."""


@dataclass(frozen=True, slots=True)
class Inside:
    """How what is inside is judged: the tender's profile, how files are measured, how a delivery is examined, and the limits."""

    profile: FileProfile
    measure: Measure
    examined: Examined
    limits: Limits = DEFAULT

    def folder(self, root: Path, path: str) -> FileVerdict:
        """The verdict on a folder. DeliveryUnreadable when it cannot be opened."""
        found = self._folder(root, Budget(self.limits, _size(root)), 0)
        return verdict_of(path, "", found, self.profile)

    def archive(self, file: Path, facts: FileFacts) -> FileVerdict:
        """The verdict on a measured zip or tar and all that is in it; nothing is left on the disk, whatever happens."""
        own = judged(facts, self.profile)
        if facts.damage or facts.problems:
            return own
        inside = self._archive(file, facts, Budget(self.limits, facts.size), 1)
        return verdict_of(own.path, own.puid, (*own.findings, *inside), self.profile)

    def mets(self, source: Source, path: str) -> Iterator[Finding]:
        """A file that may be a METS and stands alone; the files that it names are looked at when any of them lies beside it."""
        for document in documents(source, [path]):
            if _broken(document):
                continue
            yield from mets.findings(document)
            paths = {entry.path for entry in source.listing() if isinstance(entry, Found)} if document.files else set()
            if any(file.path in paths for file in document.files):
                yield from mets.beside(document, paths, beside(source, [document], paths))

    def _archive(self, file: Path, facts: FileFacts, budget: Budget, depth: int) -> Iterator[Finding]:
        if depth > self.limits.depth:
            yield blocking("DECOMPRESSION_BOMB", facts.path, detail=f"archives lie {depth} deep in archives")
            return
        with gone_afterwards() as folder, file.open("rb") as stream:
            unpacked = unpack(stream, facts.mime, facts.path, folder, budget)
            yield from (problems.finding(problem) for problem in unpacked.problems)
            if not unpacked.problems:
                yield from _placed(f"{facts.path}#", self._folder(folder, budget, depth))

    def _folder(self, root: Path, budget: Budget, depth: int) -> Iterator[Finding]:
        entries = list(FolderSource(root).listing())
        paths = [entry.path for entry in entries if isinstance(entry, Found)]
        contents = contents_of([entry.path if isinstance(entry, Found) else entry.place for entry in entries])
        below = root / contents.folder
        match contents.holds:
            case Holds.DELIVERY:
                yield from _placed(contents.folder, self.examined(FolderSource(below)))
            case Holds.BAG:
                yield from _placed(contents.folder, self._bag(below, contents, paths))
            case Holds.LOOSE:
                yield from (problems.finding(entry) for entry in entries if isinstance(entry, Problem))
                yield from self._loose(root, paths, budget, depth)

    def _bag(self, root: Path, contents: Contents, paths: Sequence[str]) -> Iterator[Finding]:
        source = FolderSource(root)
        yield from bag.findings(read_bag(source, payload_folder=(root / "data").is_dir()))
        inside = {path[len(contents.folder) :] for path in paths}
        yield from self._documents(source, {path for path in inside if path.startswith("data/")})

    def _loose(self, root: Path, paths: Sequence[str], budget: Budget, depth: int) -> Iterator[Finding]:
        source = FolderSource(root)
        for measured in self.measure(source, paths):
            yield from judged(measured, self.profile).findings
            sound = isinstance(measured, FileFacts) and not measured.damage and not measured.problems
            if isinstance(measured, FileFacts) and sound and measured.mime in ARCHIVES:
                yield from self._archive(root / measured.path, measured, budget, depth + 1)
        yield from self._documents(source, set(paths), measured=True)

    def _documents(self, source: Source, paths: set[str], *, measured: bool = False) -> Iterator[Finding]:
        """Every METS among these files, and these files as the METS describe them; what was measured was read as XML already."""
        found = [one for one in documents(source, paths) if not (measured and _broken(one))]
        if not found:
            return
        there = beside(source, found, paths)
        for document in found:
            yield from mets.findings(document)
            yield from mets.beside(document, paths, there)
        yield from mets.unreferenced(found, paths)


def _placed(before: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings, with the places that they have from outside."""
    for one in findings:
        yield Finding(one.code, one.severity, before + one.place, one.params)


def _broken(document: MetsFacts) -> bool:
    return any(problem.code.startswith("XML_") for problem in document.problems)


def _size(root: Path) -> int:
    return sum(entry.size for entry in FolderSource(root).listing() if isinstance(entry, Found))
