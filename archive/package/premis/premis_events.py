"""What happened to a register before it came to rest, and who or what did it, as PREMIS tells it. No person's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from archive.model.json import Json
from archive.model.records.version import Reason, version_of
from archive.package import layout
from archive.package.input.file_layout import Arrangement
from archive.package.input.package_input import Disposed, Material
from archive.package.premis_values import PACKAGE, PATH, Agent, Event, Touched
from archive.package.premis_vocabulary import AgentRole, AgentType, EventOutcome, EventType, ObjectRole
from archive.package.utc_time import utc

Acting = tuple[tuple[Agent, AgentRole], ...]


def software(name: str, version: str) -> Agent:
    """The archive's own software."""
    return Agent("software", f"{name} {version}", name, AgentType.SOFTWARE, version)


def person(pseudonym: str) -> Agent:
    """Somebody, under a pseudonym."""
    return Agent("person", pseudonym, pseudonym, AgentType.PERSON)


def contractor(material: Material) -> Agent:
    """The organisation that delivered, under its code."""
    code = str(material.manifest.content["contractor"])
    return Agent("contractor", code, code, AgentType.ORGANIZATION)


def events(material: Material, arrangement: Arrangement) -> tuple[Event, ...]:
    """The events in order of time."""
    told = _deaccession(material, material.disposed) if material.disposed else _arrival(material, arrangement)
    return tuple(
        Event(f"{material.package}/event/{number}", kind, time, detail, outcome, notes, agents, objects)
        for number, (kind, time, detail, outcome, notes, agents, objects) in enumerate(told, start=1)
    )


_Told = tuple[
    EventType, str, str, EventOutcome | None, tuple[str, ...], Acting, tuple[Touched, ...]
]  # an event but for its number


def _arrival(material: Material, arrangement: Arrangement) -> Iterator[_Told]:
    ours = ((software(*material.software), AgentRole.EXECUTING),)
    judged = ((software(*material.software), AgentRole.VALIDATOR),)
    whole = (Touched(PACKAGE, material.package),)
    received, done = utc(material.received), EventOutcome.SUCCESS
    if material.delivered.views:
        yield from _made(material, arrangement)
    manifest = material.manifest
    from_whom = ((contractor(material), AgentRole.IMPLEMENTER), *ours)
    stated = (f"manifest of the delivery: {manifest.digest}",)
    yield EventType.TRANSFER, received, f"received in delivery {manifest.identifier}", done, stated, from_whom, whole
    compared = "SHA-256 of every delivered file, compared with the manifest of the delivery"
    yield EventType.MESSAGE_DIGEST, received, compared, done, (), ours, whole
    yield EventType.FORMAT_IDENTIFICATION, received, *_identified(material), ours, whole
    verdict = (f"verdict: {material.verdict}",)
    examined = "the delivery was examined against the rules of the archive, and accepted"
    yield EventType.VALIDATION, utc(material.examined), examined, done, verdict, judged, whole
    packaged = utc(material.packaged)
    kept = "files kept bit for bit under canonical names; the names delivered are given as originalName"
    yield EventType.PACKAGE_CREATION, packaged, kept, done, (), ours, whole
    yield EventType.INGESTION, packaged, f"ingested as {material.package}{_why(material)}", done, (), ours, whole


def _made(material: Material, arrangement: Arrangement) -> Iterator[_Told]:
    """How the masters came to be: imaged from the paper, or converted from those that an older package holds."""
    masters = Touched(PATH, f"{material.package}/representations/{layout.MASTER}", ObjectRole.OUTCOME)
    declared = _capture(material)
    agents: Acting = (*_capture_agents(declared), (contractor(material), AgentRole.IMPLEMENTER))
    time = _interval(declared)
    version = version_of(material.delivered.description)
    if version is not None and version.reason is Reason.MIGRATION:
        sources = tuple(dict.fromkeys(path for _, path in migrated(material, arrangement)))
        objects = (masters, *(Touched(PATH, path, ObjectRole.SOURCE) for path in sources))
        yield EventType.MIGRATION, time, "the images were converted to another format", None, (), agents, objects
    elif declared:
        yield EventType.CAPTURE, time, "the pages were imaged", None, (), agents, (masters,)


def migrated(material: Material, arrangement: Arrangement) -> Iterator[tuple[str, str]]:
    """Each new master of a migration with one that it was converted from, as paths in their packages."""
    version = version_of(material.delivered.description)
    if version is None or version.reason is not Reason.MIGRATION or material.standing is None:
        return
    for view in arrangement.views:
        for name in view.replaces:
            if (placed := material.standing.view(name)) is not None:
                yield (
                    f"{material.package}/{layout.representation(layout.MASTER, view.file)}",
                    f"{placed.package}/{layout.representation(layout.MASTER, placed.view.file)}",
                )


def _identified(material: Material) -> tuple[str, EventOutcome, tuple[str, ...]]:
    known = sum(1 for facts in material.files.values() if facts.puid)
    whole = known == len(material.files)
    note = f"identified {known} of {len(material.files)} files"
    found = EventOutcome.SUCCESS if whole else EventOutcome.WARNING
    return "PRONOM format of every delivered file, by its signature", found, (note,)


def _deaccession(material: Material, disposed: Disposed) -> Iterator[_Told]:
    by: Acting = tuple((person(name), AgentRole.AUTHORIZER) for name in disposed.by)
    said = f"{len(disposed.packages)} packages disposed of: {disposed.reason}"
    agents = (*by, (software(*material.software), AgentRole.EXECUTING))
    notes = (f"request: {disposed.request}",)
    objects = (Touched(PACKAGE, material.package),)
    yield EventType.DEACCESSION, utc(material.packaged), said, EventOutcome.SUCCESS, notes, agents, objects


def _capture_agents(declared: Mapping[str, Json]) -> Acting:
    """Device, capture software and operator (a pseudonym), as far as the description declares them."""
    kinds = (
        ("device", AgentType.HARDWARE, AgentRole.IMPLEMENTER),
        ("software", AgentType.SOFTWARE, AgentRole.EXECUTING),
        ("operator", AgentType.PERSON, AgentRole.IMPLEMENTER),
    )
    return tuple(
        (Agent(f"capture {part}", str(declared[part]), str(declared[part]), kind), role)
        for part, kind, role in kinds
        if part in declared
    )


def _why(material: Material) -> str:
    version = version_of(material.delivered.description)
    return f", following {version.predecessor.package}: {version.reason}" if version else ""


def _capture(material: Material) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], material.delivered.description.get("capture") or {})


def _interval(declared: Mapping[str, Json]) -> str:
    started, ended = declared.get("started"), declared.get("ended")
    if started == ended and started is not None:
        return str(started)
    return f"{started or '..'}/{ended or '..'}" if started or ended else "unknown"
