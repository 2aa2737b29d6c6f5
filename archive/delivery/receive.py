"""The room's verb: a delivery comes in, and everything about it is measured once."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from archive.delivery import manifest as manifests
from archive.delivery.documents import content_of, object_in
from archive.delivery.facts.batch import Batch, DeliveredAct, DeliveredRegister, FileFacts, Manifest, Problem
from archive.delivery.facts.lenient_json import Object, text_in
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.measuring.measure import Progress, Role
from archive.delivery.measuring.measured_cache import Forgetful, Memory, measured
from archive.delivery.pdf_files.pdfa import NoJudge, PdfaJudge, judged
from archive.delivery.port import DeliveredFile, Source
from archive.delivery.registers import offices, register
from archive.delivery.system_files import left_by_system
from archive.model.json import Json

__all__ = ["acts_of", "acts_told", "receive", "silent"]


def silent(done: int, total: int) -> None:
    """Tell nobody about the progress."""


def receive(
    source: Source,
    *,
    progress: Progress = silent,
    workers: int | None = None,
    memory: Memory | None = None,
    judge: PdfaJudge | None = None,
) -> Batch:
    """Measure a delivery, on all cores unless told otherwise. DeliveryUnreadable when there is nothing to look at.

    What `memory` knows of sound files with these very bytes is not measured again. `judge` is asked about all PDFs at once.
    """
    found: list[DeliveredFile] = []
    problems: list[Problem] = []
    for entry in source.listing():
        if isinstance(entry, DeliveredFile):
            found.append(entry)
        else:
            problems.append(entry)
    manifest = _manifest(source, problems)
    documents: dict[str, Json] = {}
    registers: list[DeliveredRegister] = []
    codes: Mapping[str, Object] = {}
    if manifest:
        documents[manifests.PATH] = manifest.content
        registers = list(_registers(source, manifest, documents, problems))
        listed = _document(source, manifest.offices, documents, problems)
        codes, twice = offices(manifest.offices, listed)
        problems.extend(twice)
    listed_files = manifest.files if manifest else {}
    passed_over = [one for one in found if left_by_system(one.path) and one.path not in listed_files]
    found = [one for one in found if one not in passed_over]
    facts: dict[str, FileFacts] = {}
    crew = workers or os.cpu_count() or 1
    for one in measured(source, found, _roles(registers), memory or Forgetful(), progress, crew):
        if isinstance(one, FileFacts):
            facts[one.path] = one
        else:
            problems.append(one)
    for answered in judged(source, list(facts.values()), judge or NoJudge()):
        facts[answered.path] = answered
    country = text_in(manifest.content, "country") if manifest else ""
    wrong, left = tuple(dict.fromkeys(problems)), tuple(one.path for one in passed_over)
    return Batch(manifest, country, codes, facts, tuple(registers), wrong, documents, left)


def acts_told(
    source: Source, batch: Batch, progress: Progress
) -> Callable[[DeliveredRegister], Iterator[DeliveredAct | Problem]]:
    """The acts of each register that is asked for, streamed; `progress` is told how many registers were gone through."""
    done = itertools.count(1)

    def acts(register: DeliveredRegister) -> Iterator[DeliveredAct | Problem]:
        yield from acts_of(source, register)
        progress(next(done), len(batch.registers))

    return acts


def _manifest(source: Source, problems: list[Problem]) -> Manifest | None:
    content = content_of(source, manifests.PATH)
    if content is None:
        content = Problem("MANIFEST_MISSING", manifests.PATH, "the delivery has no manifest.json at its root")
    if isinstance(content, Problem):
        problems.append(content)
        return None
    parsed, wrong = manifests.parse(content)
    problems.extend(wrong)
    return parsed


def _document(source: Source, path: str, documents: dict[str, Json], problems: list[Problem]) -> Object:
    """One JSON document, kept for the rules; empty when it is missing (the presence rule says so) or cannot be read."""
    written = object_in(source, path) if path else None
    if isinstance(written, Problem):
        problems.append(written)
        return {}
    if written is None:
        return {}
    documents[path] = written
    return written


def _registers(
    source: Source, manifest: Manifest, documents: dict[str, Json], problems: list[Problem]
) -> Iterable[DeliveredRegister]:
    for entry in manifest.registers:
        yield register(entry, _document(source, text_in(entry, "description"), documents, problems))


def _roles(registers: Iterable[DeliveredRegister]) -> Mapping[str, Role]:
    """What each named file is used for; a file that a view shows must be an image, whatever else it is."""
    roles: dict[str, Role] = {}
    for one in registers:
        roles |= dict.fromkeys(one.texts, Role.TRANSCRIPTION)
    for one in registers:
        roles |= {view.file: Role.PAGE for view in one.views}
    return roles
