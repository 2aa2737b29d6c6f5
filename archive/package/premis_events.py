"""What happened to a register before it came to rest, and who or what did it, as PREMIS tells it. No person's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from archive.model.json import Json
from archive.model.version import version_of
from archive.package.material import Disposed, Material
from archive.package.moments import utc


@dataclass(frozen=True, slots=True)
class Agent:
    """`kind` is a word of the Library of Congress list of agent types; `scheme` says what the identifier is."""

    scheme: str
    identifier: str
    name: str
    kind: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class PremisEvent:
    """`kind` and `code` are of the Library of Congress list of event types; `time` is UTC or an EDTF interval.

    `agents` pairs each agent with its role; `masters` says that the event made or touched the master representation alone.
    """

    kind: str
    code: str
    time: str
    detail: str
    outcome: str
    note: str
    agents: tuple[tuple[Agent, str], ...]
    masters: bool = False


def software(material: Material) -> Agent:
    """The archive's own software."""
    name, version = material.software
    return Agent("software", f"{name} {version}", name, "software", version)


def contractor(material: Material) -> Agent:
    """The organisation that delivered, under its code."""
    code = str(material.manifest.content["contractor"])
    return Agent("contractor", code, code, "organization")


def capture_agents(material: Material) -> tuple[tuple[Agent, str], ...]:
    """Device, capture software and operator (a pseudonym), as far as the description declares them."""
    declared = _capture(material)
    kinds = (("device", "hardware"), ("software", "software"), ("operator", "person"))
    return tuple(
        (Agent(f"capture {part}", str(declared[part]), str(declared[part]), kind), "implementer")
        for part, kind in kinds
        if part in declared
    )


def agents(material: Material) -> tuple[Agent, ...]:
    """Every agent that an event names, once."""
    return tuple(dict.fromkeys(agent for event in events(material) for agent, _ in event.agents))


def events(material: Material) -> Iterator[PremisEvent]:
    """The events in order of time."""
    manifest = material.manifest
    ours = (software(material), "executing program")
    if material.disposed is not None:
        yield _deaccession(material, material.disposed)
        return
    if material.delivered.views and (declared := _capture(material)):
        yield PremisEvent(
            "capture",
            "cap",
            _interval(declared),
            "the pages were imaged",
            "",
            "",
            (*capture_agents(material), (contractor(material), "implementer")),
            masters=True,
        )
    yield PremisEvent(
        "transfer",
        "tra",
        utc(material.received),
        f"received in delivery {manifest.identifier}",
        "success",
        f"manifest of the delivery: {manifest.digest}",
        ((contractor(material), "source"), ours),
    )
    yield PremisEvent(
        "message digest calculation",
        "mes",
        utc(material.received),
        "SHA-256 of every delivered file, compared with the manifest of the delivery",
        "success",
        "",
        (ours,),
    )
    yield PremisEvent(
        "validation",
        "val",
        utc(material.examined),
        "the delivery was examined against the rules of the archive",
        "accepted",
        f"verdict: {material.verdict}",
        (ours,),
    )
    packaged = utc(material.packaged)
    yield PremisEvent(
        "information package creation",
        "ipc",
        packaged,
        "files kept bit for bit under canonical names; the names delivered are given as originalName",
        "success",
        "",
        (ours,),
    )
    yield PremisEvent(
        "ingestion", "ing", packaged, f"ingested as {material.package}{_why(material)}", "success", "", (ours,)
    )


def _deaccession(material: Material, disposed: Disposed) -> PremisEvent:
    by = tuple((Agent("person", name, name, "person"), "authorizer") for name in disposed.by)
    said = f"{len(disposed.packages)} packages disposed of: {disposed.reason}"
    note = f"request: {disposed.request}"
    ours = (software(material), "executing program")
    return PremisEvent("deaccession", "dea", utc(material.packaged), said, "success", note, (*by, ours))


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
