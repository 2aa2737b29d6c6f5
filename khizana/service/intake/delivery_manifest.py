"""Makes and refreshes the manifest of a delivery: files, digests and counts are the folder's, all else is what people wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

from archive.api.sources import delivery_source
from archive.check.engine.rule import CONTRACTOR, weighed
from archive.check.rules.files.any.reading import breach_of
from archive.delivery import manifest as manifests
from archive.delivery.documents import object_in
from archive.delivery.facts.batch import Problem
from archive.delivery.facts.lenient_json import object_of, objects_of, text_in
from archive.delivery.port import DeliveredFile, Source
from archive.ingest import Progress
from archive.ledger.log.atomic_replace import ASIDE, replace
from archive.model.json import Json, write_pretty
from khizana import resources
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.output import apart_around
from khizana.service.intake.answers import CountChanged, FindingTold, ManifestRefreshed
from khizana.service.intake.manifest_counts import Listed, counts_of, digests, entries, office_list

_WRITTEN_BY_PEOPLE = ("delivery", "country", "contractor", "offices")


@dataclass(slots=True)
class _Changes:
    """What becomes different, and what stands in the way."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    registers: list[str] = field(default_factory=list)
    counts: list[CountChanged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def refresh(delivery: Path, now: str, progress: Progress, *, dry_run: bool = False) -> Outcome[ManifestRefreshed]:
    """Write `manifest.json` anew where something changed, in one move; nothing is written while something cannot be looked at.

    `now` is when a manifest that is not there yet is said to be closed.
    """
    apart_around(delivery)
    source = delivery_source(delivery)
    changes = _Changes()
    paths = _paths(source, changes)
    before = object_in(source, manifests.PATH)
    if isinstance(before, Problem):
        changes.problems.append(before)
    if changes.problems:
        return _said(delivery, changes, {}, "refused", dry_run)
    after = _anew(source, before if isinstance(before, Mapping) else None, paths, now, changes, progress)
    if any(one.code == "UNREADABLE" for one in changes.problems):
        return _said(delivery, changes, after, "refused", dry_run)
    done = "unchanged" if after == before else "would_write" if dry_run else "written"
    if done == "written":
        replace(delivery / manifests.PATH, write_pretty(after))
    return _said(delivery, changes, after, done, dry_run)


def _paths(source: Source, changes: _Changes) -> list[str]:
    """Every file but the manifest; what is not taken, such as a link, is a problem, but for what a check only remarks."""
    found: list[str] = []
    for one in source.listing():
        if isinstance(one, DeliveredFile):
            if one.path not in (manifests.PATH, manifests.PATH + ASIDE):
                found.append(one.path)
        elif resources.findings()[one.code]["severity"] == "blocking":
            changes.problems.append(one)
    return found


def _anew(
    source: Source,
    before: Mapping[str, Json] | None,
    paths: Sequence[str],
    now: str,
    changes: _Changes,
    progress: Progress,
) -> Listed:
    """The manifest as it should be; the names and their order stay those of the one before."""
    after: Listed = dict(before) if before is not None else _first(source, paths, now)
    listed = [dict(one) for one in objects_of(after.get("registers"))]
    if len(listed) == len(cast("Sequence[Json]", after.get("registers") or ())):
        known = [text_in(one, "description") for one in listed]
        more = list(entries(source, paths, known))
        changes.registers = [str(one["description"]) for one in more]
        after["registers"] = cast(Json, _counted(source, [*listed, *more], changes, progress))
    after["files"] = cast(Json, _files(source, after, paths, changes, progress))
    after["counts"] = _total(after, changes)
    return after


def _first(source: Source, paths: Sequence[str], now: str) -> Listed:
    """What can be told of a delivery that has no manifest yet; who delivers, and under which identifier, people must say."""
    offices, country = office_list(source, paths)
    made: Listed = {"schema": "delivery/1", "delivery": "", "country": country, "contractor": "", "created": now}
    return {**made, "offices": offices, "registers": [], "counts": {}, "files": []}


def _counted(source: Source, listed: Sequence[Listed], changes: _Changes, progress: Progress) -> list[Listed]:
    for position, entry in enumerate(listed):
        counts, problems = counts_of(source, entry)
        changes.problems += problems
        entry["counts"] = _compared(f"/registers/{position}/counts", object_of(entry.get("counts")), counts, changes)
        progress("examined", position + 1, len(listed))
    return list(listed)


def _total(after: Mapping[str, Json], changes: _Changes) -> Json:
    registers = [object_of(one.get("counts")) for one in objects_of(after.get("registers"))]
    found: Listed = {"registers": len(registers)}
    for kind in ("views", "pages", "acts"):
        numbers = [one.get(kind) for one in registers]
        if all(isinstance(number, int) for number in numbers):
            found[kind] = sum(cast("list[int]", numbers))
    found["files"] = len(cast("list[Json]", after["files"]))
    return _compared("/counts", object_of(after.get("counts")), found, changes)


def _compared(place: str, before: Mapping[str, Json], found: Mapping[str, Json], changes: _Changes) -> Json:
    for kind, count in found.items():
        if before.get(kind) != count:
            changes.counts.append(CountChanged(f"{place}/{kind}", before.get(kind), count))
    return {**before, **found}


def _files(
    source: Source, after: Mapping[str, Json], paths: Sequence[str], changes: _Changes, progress: Progress
) -> list[Json]:
    """The list of files in order of path; what an entry says besides is kept."""
    before = {text_in(one, "path"): one for one in objects_of(after.get("files"))}
    files: list[Json] = []
    for listed in digests(source, paths, partial(progress, "hashed")):
        if isinstance(listed, Problem):
            changes.problems.append(listed)
            continue
        path = str(listed["path"])
        if path not in before:
            changes.added.append(path)
        elif {**before[path], **listed} != before[path]:
            changes.altered.append(path)
        files.append({**before.get(path, {}), **listed})
    changes.gone = [path for path in before if path not in set(paths)]
    return files


def _said(
    delivery: Path, changes: _Changes, after: Mapping[str, Json], done: str, dry_run: bool
) -> Outcome[ManifestRefreshed]:
    lacking = tuple(name for name in _WRITTEN_BY_PEOPLE if after and not text_in(after, name))
    weighed_problems = weighed(map(breach_of, dict.fromkeys(changes.problems)), CONTRACTOR)
    answer = ManifestRefreshed(
        manifest=str(delivery / manifests.PATH),
        done=done,
        dry_run=dry_run,
        added=tuple(changes.added),
        gone=tuple(changes.gone),
        altered=tuple(changes.altered),
        registers=tuple(changes.registers),
        counts=tuple(changes.counts),
        to_write=lacking,
        findings=tuple(map(FindingTold.of, weighed_problems)),
    )
    differs = done in ("refused", "would_write") or bool(changes.problems)
    return Outcome(answer, Exit.FINDINGS if differs else Exit.DONE)
