"""What lies in a folder or an archive is judged as what it is: a delivery, a bag, or loose files, archives among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never

from archive.api.sources import delivery_source
from archive.check.engine.rule import weighed
from archive.check.file_verdict import FileVerdict, judged, verdict_of
from archive.check.profile.delivery_profile import DeliveryProfile
from archive.check.rules.deliveries.presence import system_file
from archive.check.rules.files.any.reading import breach_of
from archive.check.rules.foreign import FOREIGN
from archive.check.views.foreign_view import ForeignView
from archive.delivery.bags.bag_tags import PAYLOAD
from archive.delivery.bags.contents import Holds, contents_of
from archive.delivery.bags.foreign_bag import read_bag
from archive.delivery.bags.second_opinion import objection
from archive.delivery.facts.batch import FileFacts, Problem
from archive.delivery.facts.limits import DEFAULT, Budget, Limits
from archive.delivery.facts.mets_facts import MetsFacts
from archive.delivery.facts.mime import PAGES, named
from archive.delivery.packed_archives.archives import ARCHIVES
from archive.delivery.packed_archives.unpack import unpack
from archive.delivery.port import DeliveredFile, Source
from archive.delivery.system_files import left_by_system
from archive.delivery.xml_documents.mets_beside import beside, documents, resolved
from archive.model.finding import Finding, Severity
from khizana.temporary import gone_afterwards

Measure = Callable[[Source, Sequence[str]], Iterable[FileFacts | Problem]]
"""Measures each file as one that stands alone, in the order given."""

Examined = Callable[[Source], Iterable[Finding]]
"""The findings of a delivery."""


@dataclass(frozen=True, slots=True)
class Inside:
    """How what is inside is judged: the tender's profile, how files are measured, how a delivery is examined, and the limits."""

    profile: DeliveryProfile
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
        for found in _measured_already(documents(source, [path])):
            paths = (
                {entry.path for entry in source.listing() if isinstance(entry, DeliveredFile)} if found.files else set()
            )
            document = resolved(found, paths)
            looked = any(file.path in paths for file in document.files)
            there = beside(source, [document], paths) if looked else None
            yield from self._foreign(ForeignView(documents=(document,), paths=paths, beside=there))

    def _archive(self, file: Path, facts: FileFacts, budget: Budget, depth: int) -> Iterator[Finding]:
        if depth > self.limits.depth:
            too_deep = Problem("DECOMPRESSION_BOMB", facts.path, f"archives lie {depth} deep in archives")
            yield from self._told([too_deep])
            return
        with gone_afterwards() as folder, file.open("rb") as stream:
            unpacked = unpack(stream, facts.mime, facts.path, folder, budget)
            yield from self._told(unpacked.problems)
            if not unpacked.problems:
                yield from _placed(f"{facts.path}#", self._folder(folder, budget, depth))

    def _folder(self, root: Path, budget: Budget, depth: int) -> Iterator[Finding]:
        entries = list(delivery_source(root).listing())
        paths = [entry.path for entry in entries if isinstance(entry, DeliveredFile)]
        contents = contents_of([entry.path if isinstance(entry, DeliveredFile) else entry.place for entry in entries])
        below = root / contents.folder
        if contents.holds is not Holds.DELIVERY:
            left = [path for path in paths if left_by_system(path) and not path.startswith(f"{contents.folder}data/")]
        else:
            left = [path for path in paths if left_by_system(path) and not path.startswith(contents.folder)]
        yield from weighed(map(system_file, left), self.profile.rules)
        paths = [path for path in paths if path not in set(left)]
        match contents.holds:
            case Holds.DELIVERY:
                yield from _placed(contents.folder, self.examined(delivery_source(below)))
            case Holds.BAG:
                inside = [path.removeprefix(contents.folder) for path in paths]
                payload = [path for path in inside if path.startswith(PAYLOAD) and not left_by_system(path)]
                yield from _placed(contents.folder, self._bag(below, payload, budget, depth))
            case Holds.LOOSE:
                yield from self._told(entry for entry in entries if isinstance(entry, Problem))
                yield from self._loose(root, paths, budget, depth)
            case _:
                assert_never(contents.holds)

    def _bag(self, root: Path, payload: Sequence[str], budget: Budget, depth: int) -> Iterator[Finding]:
        """The bag as RFC 8493 asks, and its payload as a folder: a digest says that a file is the same, not that it is sound.

        What a tender asks of pages is a remark here, because a bag of others need not hold any; an empty file is no fault.
        """
        source = delivery_source(root)
        read = read_bag(source, payload_folder=(root / PAYLOAD).is_dir())
        wrong = list(self._foreign(ForeignView(bag=read)))
        yield from wrong
        if not any(found.severity in (Severity.BLOCKING, Severity.ERROR) for found in wrong):
            size = sum(file.size for file in read.files.values())
            yield from self._foreign(ForeignView(objection=objection(root, size)))
        passed = {problem.place for problem in read.problems}
        passed |= {path for path, file in read.files.items() if file.size == 0 and named(path) not in PAGES}
        for found in self._files(root, [path for path in payload if path not in passed], budget, depth):
            against = found.code in self.profile.files.policy and found.severity is not Severity.INFORMATION
            yield replace(found, severity=Severity.WARNING) if against else found
        yield from self._documents(source, set(payload))

    def _loose(self, root: Path, paths: Sequence[str], budget: Budget, depth: int) -> Iterator[Finding]:
        yield from self._files(root, paths, budget, depth)
        yield from self._documents(delivery_source(root), set(paths))

    def _files(self, root: Path, paths: Sequence[str], budget: Budget, depth: int) -> Iterator[Finding]:
        """Each file for what it is, and what is in those that are archives."""
        for measured in self.measure(delivery_source(root), paths):
            yield from judged(measured, self.profile).findings
            sound = isinstance(measured, FileFacts) and not measured.damage and not measured.problems
            if isinstance(measured, FileFacts) and sound and measured.mime in ARCHIVES:
                yield from self._archive(root / measured.path, measured, budget, depth + 1)

    def _documents(self, source: Source, paths: set[str]) -> Iterator[Finding]:
        """Every METS among these files, and these files as the METS describe them."""
        found = list(_measured_already(documents(source, paths)))
        if not found:
            return
        there = beside(source, found, paths)
        yield from self._foreign(ForeignView(documents=tuple(found), paths=paths, beside=there, whole=True))

    def _foreign(self, foreign: ForeignView) -> Iterator[Finding]:
        for rule in FOREIGN:
            yield from weighed(rule.judge(foreign, self.profile.rules), self.profile.rules)

    def _told(self, problems: Iterable[Problem]) -> Iterator[Finding]:
        return weighed(map(breach_of, problems), self.profile.rules)


def _placed(before: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings, with the places that they have from outside."""
    for one in findings:
        yield Finding(one.code, one.severity, before + one.place, one.params)


def _measured_already(found: Iterable[MetsFacts]) -> Iterator[MetsFacts]:
    """What is wrong with a METS as XML was said when it was measured; one that could not be read leaves nothing else to say."""
    for one in found:
        if not one.unread:
            yield replace(one, problems=tuple(wrong for wrong in one.problems if not wrong.code.startswith("XML_")))


def _size(root: Path) -> int:
    return sum(entry.size for entry in delivery_source(root).listing() if isinstance(entry, DeliveredFile))
