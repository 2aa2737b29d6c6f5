"""What a manifest must say of the files that lie in a folder: digests, registers, counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import PurePosixPath
from typing import cast

from archive.check.engine.act_stream import Passed
from archive.check.verdict import Counts
from archive.delivery.documents import content_of, object_in
from archive.delivery.facts.batch import DeliveredRegister, Problem
from archive.delivery.facts.lenient_json import Object, object_of, text_in
from archive.delivery.facts.mime import CSV, XLSX, XML, named
from archive.delivery.measuring.measure_file import BUFFER, digest_of
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.delivery.receive import acts_of
from archive.delivery.registers import register
from archive.delivery.xml_documents import transcriptions
from archive.delivery.xml_documents.xml import InvalidXml
from archive.model.json import Json

Listed = dict[str, Json]
_OF_A_REGISTER = ("office", "regime", "event", "year", "views")
_KINDS = ("views", "pages", "acts")


def digests(source: Source, paths: Sequence[str], progress: Callable[[int, int], None]) -> Iterator[Listed | Problem]:
    """Path, size and digest of each file in the order given, read on all processors."""
    with ThreadPoolExecutor(cpu_count() or 1, "digest") as threads:
        for done, listed in enumerate(threads.map(lambda path: _digest(source, path), paths), start=1):
            yield listed
            progress(done, len(paths))


def _digest(source: Source, path: str) -> Listed | Problem:
    try:
        with source.open(path) as stream:
            digest, size = digest_of(stream.fileno(), memoryview(bytearray(BUFFER)))
    except (NotDelivered, DeliveryUnreadable) as error:
        return Problem("UNREADABLE", path, str(error))
    except OSError as error:
        return Problem("UNREADABLE", path, error.strerror or str(error))
    return {"path": path, "size": size, "sha256": digest.hex}


def counts_of(source: Source, entry: Object) -> tuple[Listed, list[Problem]]:
    """Views, pages and acts of one register as it lies there; what could not be counted is left out, and why is said."""
    path = text_in(entry, "description")
    description = object_in(source, path) if path else None
    if description is None:
        return {}, [Problem("FILE_MISSING", path or "manifest.json", "the description of a register")]
    if isinstance(description, Problem):
        return {}, [description]
    delivered = register(entry, description)
    passed, problems = _acts(source, delivered)
    found = Counts.of(delivered, passed.acts).to_json()
    kinds = _KINDS if passed.counted else _KINDS[:2]
    return {kind: found[kind] for kind in kinds}, problems


def _acts(source: Source, delivered: DeliveredRegister) -> tuple[Passed, list[Problem]]:
    passed, problems = Passed(0), list[Problem]()
    if delivered.acts is not None:
        try:
            source.open(delivered.acts).close()
        except (NotDelivered, DeliveryUnreadable) as error:
            return Passed(0, counted=False), [Problem("UNREADABLE", delivered.acts, str(error))]
    for act in acts_of(source, delivered):
        passed = passed.and_one(act)
        if isinstance(act, Problem) and act.uncounted:
            problems.append(act)
    return passed, problems


def entries(source: Source, paths: Sequence[str], known: Sequence[str]) -> Iterator[Listed]:
    """An entry for each description of a register that lies there and is not known yet.

    The acts are the one table, and the transcriptions the XML of that register's images, below the description's own folder.
    """
    descriptions = [path for path in paths if path.endswith(".json") and _describes(object_in(source, path))]
    folders = [str(PurePosixPath(path).parent) for path in descriptions]
    for path, folder in zip(descriptions, folders, strict=True):
        if path in known:
            continue
        below = [one for one in paths if _within(one, folder) and not _deeper(one, folder, folders)]
        entry: Listed = {"description": path}
        tables = [one for one in below if one.endswith(".jsonl") or named(one) in (CSV, XLSX)]
        if len(tables) == 1:
            entry["acts"] = tables[0]
        written = object_in(source, path)
        shown = {view.file for view in register(entry, object_of(cast(Json, written))).views}
        transcribed = [_transcribed(source, one, shown) for one in below if named(one) == XML]
        if any(transcribed):
            entry["transcriptions"] = cast(Json, [one for one in transcribed if one])
        yield entry


def office_list(source: Source, paths: Sequence[str]) -> tuple[str, str]:
    """The path of the office list that lies there and its country; empty where there is none, or more than one."""
    found: list[tuple[str, str]] = []
    for path in paths:
        written = object_in(source, path) if path.endswith(".json") else None
        if isinstance(written, Mapping) and written.get("schema") == "offices/1":
            found.append((path, text_in(written, "country")))
    return found[0] if len(found) == 1 else ("", "")


def _describes(written: object) -> bool:
    return isinstance(written, Mapping) and all(name in written for name in _OF_A_REGISTER)


def _within(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")


def _deeper(path: str, folder: str, folders: Sequence[str]) -> bool:
    """Whether a path lies in the folder of another register below this one."""
    return any(len(other) > len(folder) and _within(path, other) for other in folders if other not in (folder, "."))


def _transcribed(source: Source, path: str, shown: set[str]) -> Listed | None:
    """A transcription with its image: by the name that it gives, or its own, where just one image bears it."""
    content = content_of(source, path)
    if not isinstance(content, bytes):
        return None
    try:
        said = PurePosixPath(transcriptions.read(content).image.replace("\\", "/")).name
    except InvalidXml:
        return None
    images = [one for one in shown if PurePosixPath(one).name == said]
    images = images or [one for one in shown if PurePosixPath(one).stem == PurePosixPath(path).stem]
    return {"file": path, "image": images[0]} if len(images) == 1 else None
