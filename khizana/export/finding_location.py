"""What each finding concerns: a file, a place inside it, a register, and whose work it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.delivery.facts.batch import Batch, DeliveredAct, DeliveredRegister, Problem
from archive.model.finding import Finding
from archive.model.identifiers import InvalidIdentifier
from archive.model.json import Json
from archive.model.records.register import register_id

Acts = Callable[[DeliveredRegister], Iterable[DeliveredAct | Problem]]

PASSES = ("first", "second", "review", "arbitration", "machine")
"""What schemas/common.schema.json allows as the source of a keyed value."""

UNSAID = "unsaid"
"""Nobody said which pass a keyed value comes from, or who made the images."""

_PSEUDONYM = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose work a finding concerns: `kind` is `capture` (`name` is the operator's pseudonym) or `keying` (the pass)."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Concern:
    """One finding and what it concerns. `register` is empty where it is about the delivery as a whole."""

    finding: Finding
    file: str
    inside: str
    register: str
    hands: tuple[Hand, ...]


def concerns(findings: Iterable[Finding], batch: Batch, acts: Acts) -> Iterator[Concern]:
    """Each finding with what it concerns, in the order given. Only registers with findings on their acts are read again."""
    found = tuple(findings)
    homes = {path: register for register in batch.registers for path in _paths(register)}
    labels = {register.path: _label(batch.country, register) for register in batch.registers}
    keyed = _passes(found, batch, acts)
    for finding in found:
        file, _, inside = finding.place.partition("#")
        register = homes.get(file)
        hands: tuple[Hand, ...] = ()
        if register and file == register.acts:
            hands = tuple(Hand("keying", name) for name in sorted(keyed.get(finding.place, {UNSAID})))
        elif register and file in {view.file for view in register.views}:
            hands = (Hand("capture", _operator(register)),)
        pointer = finding.params.get("pointer")
        inside = " ".join(part for part in (inside, str(pointer) if pointer else "") if part)
        yield Concern(finding, file, inside, labels[register.path] if register else "", hands)


def _paths(register: DeliveredRegister) -> Iterator[str]:
    yield register.path
    if register.acts:
        yield register.acts
    yield from (view.file for view in register.views)
    yield from register.texts


def _label(country: str, register: DeliveredRegister) -> str:
    """The identifier that the register would be given; the path of its description where none can be."""
    try:
        return str(register_id(country, register.description))
    except (InvalidIdentifier, KeyError, TypeError, ValueError):
        return register.path


def _operator(register: DeliveredRegister) -> str:
    """The pseudonym, where it is one: what is no code may be a person's name, and does not enter a report."""
    capture = register.description.get("capture")
    operator = capture.get("operator") if isinstance(capture, Mapping) else None
    return operator if isinstance(operator, str) and _PSEUDONYM.fullmatch(operator) else UNSAID


def _passes(findings: Iterable[Finding], batch: Batch, acts: Acts) -> dict[str, set[str]]:
    """By place, the passes of keying whose values a finding is about: the value that it points at, or the whole act."""
    wanted: dict[str, list[str]] = {}
    for finding in findings:
        wanted.setdefault(finding.place, []).append(str(finding.params.get("pointer") or ""))
    files = {place.partition("#")[0] for place in wanted if "#" in place}
    found: dict[str, set[str]] = {}
    for register in batch.registers:
        if register.acts not in files:
            continue
        for act in acts(register):
            if isinstance(act, DeliveredAct) and act.place in wanted:
                for pointer in wanted[act.place]:
                    found.setdefault(act.place, set()).update(_sources(_at(act.content, pointer)) or {UNSAID})
    return found


def _at(content: Json, pointer: str) -> Json:
    """The value at a JSON Pointer (RFC 6901), the keyed value around it, or the last thing on the way that is there."""
    nearest = content
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(nearest, Mapping) and name in nearest:
            nearest = nearest[name]
        elif isinstance(nearest, list) and name.isascii() and name.isdigit() and int(name) < len(nearest):
            nearest = nearest[int(name)]
        else:
            break
        if isinstance(nearest, Mapping) and "source" in nearest:
            break
    return nearest


def _sources(value: Json) -> set[str]:
    """Every pass that a value, or anything inside it, says it comes from; an unsound act may be nested very deep."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            source = one.get("source")
            found |= {source} if isinstance(source, str) and source in PASSES else set()
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found
