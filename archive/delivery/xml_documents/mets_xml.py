"""Reads the METS of a foreign delivery (METS 1.12.1) as a stream; its structure is held against our own table."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import unquote

from archive.delivery.facts.batch import Problem
from archive.delivery.facts.mets_facts import MetsFacts, Referenced
from archive.delivery.facts.paths import shown, unsafe
from archive.delivery.xml_documents.xml import PROLOG, InvalidXml, declarations, elements

NAMESPACE = "http://www.loc.gov/METS/"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SECTIONS = ("metsHdr", "dmdSec", "amdSec", "fileSec", "structMap", "structLink", "behaviorSec")
_ONCE = ("metsHdr", "fileSec", "structLink")
_PARENTS = {
    "": ("mets",),
    "mets": _SECTIONS,
    "amdSec": ("techMD", "rightsMD", "sourceMD", "digiprovMD"),
    "fileSec": ("fileGrp",),
    "fileGrp": ("fileGrp", "file"),
    "file": ("FLocat", "FContent", "stream", "transformFile", "file"),
    "structMap": ("div",),
    "div": ("div", "fptr", "mptr"),
    "fptr": ("area", "par", "seq"),
    "par": ("area", "seq"),
    "seq": ("area", "par"),
    **dict.fromkeys(("dmdSec", "techMD", "rightsMD", "sourceMD", "digiprovMD"), ("mdRef", "mdWrap")),
    **dict.fromkeys(("mdWrap", "FContent"), ("xmlData", "binData")),
}
"""What may stand under what; elements without a line are not looked into."""
_NEEDED = {
    "file": ("ID",), "FLocat": ("LOCTYPE",), "mptr": ("LOCTYPE",), "mdRef": ("LOCTYPE", "MDTYPE"), "mdWrap": ("MDTYPE",),
    "dmdSec": ("ID",), "techMD": ("ID",), "rightsMD": ("ID",), "sourceMD": ("ID",), "digiprovMD": ("ID",), "area": ("FILEID",),
}  # fmt: skip
_POINTERS = ("FILEID", "ADMID", "DMDID", "STRUCTID", "TRANSFORMBEHAVIOR")
_ALGORITHMS = (
    "Adler-32", "CRC32", "HAVAL", "MD5", "MNP", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "TIGER", "WHIRLPOOL",
)  # fmt: skip
_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*")
_WHOLE = re.compile(r"[0-9]{1,18}")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):")
_ENOUGH = 100
_LONGEST = 200
Attributes = Mapping[str, str]


def read_mets(stream: BinaryIO, place: str) -> MetsFacts:
    """The facts of one METS; `place` is its path from the root of what is judged, and its links are resolved from there."""
    stream.seek(0)
    declared = tuple(Problem(one.code, place, str(one)) for one in declarations(stream.read(PROLOG) or b""))
    reading = _Reading(place)
    try:
        for event, tag, attributes in elements(stream, past_doctype=True):
            if event == "start":
                reading.begin(tag, attributes)
            else:
                reading.end()
    except InvalidXml as error:
        wrong = dict.fromkeys((*declared, Problem(error.code, place, str(error))))
        return MetsFacts(place, problems=tuple(wrong), unread=True)
    found = reading.facts()
    return replace(found, problems=(*declared, *found.problems))


def is_mets(stream: BinaryIO) -> bool:
    """Whether the root is named mets, in whatever namespace; what cannot be read as XML is none."""
    try:
        return next((tag.rpartition("}")[2] for _, tag, _ in elements(stream, past_doctype=True)), "") == "mets"
    except InvalidXml:
        return False


class _Reading:
    """One METS as it passes."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._open: list[str] = []
        self._foreign = 0
        self._file: Attributes = {}
        self._ids: Counter[str] = Counter()
        self._ids_inside: set[str] = set()
        self._pointed: dict[str, None] = {}
        self._files: list[Referenced] = []
        self._section = 0
        self._sections: Counter[str] = Counter()
        self._divisions: list[dict[str, list[int]]] = []
        self._orders: dict[tuple[int, str], list[tuple[int, ...]]] = {}
        self._problems: dict[Problem, None] = {}
        self._external: list[str] = []

    def begin(self, tag: str, attributes: Attributes) -> None:
        """An element opens; what lies inside xmlData is another language's, and only its IDs are noted."""
        name = tag.removeprefix(f"{{{NAMESPACE}}}")
        if self._foreign or (name.startswith("{") and self._open):
            self._foreign += 1
            self._ids_inside.add(attributes.get("ID", attributes.get("{http://www.w3.org/XML/1998/namespace}id", "")))
            return
        self._placed(name, self._open[-1] if self._open else "")
        self._open.append(name)
        self._identified(attributes)
        for needed in _NEEDED.get(name, ()):
            if not attributes.get(needed):
                self._invalid(f"{name} has no {needed}")
        match name:
            case "structMap":
                self._divisions = [{}]
            case "div":
                self._division(attributes)
            case "file":
                self._file = attributes
            case "FLocat":
                self._refers(attributes, self._file)
            case "mdRef" | "mptr":
                self._refers(attributes, attributes)
            case _:
                pass

    def end(self) -> None:
        """An element closes."""
        if self._foreign:
            self._foreign -= 1
            return
        if self._open.pop() == "div":
            self._counted(self._divisions.pop())
        if self._open and self._open[-1] == "structMap" and len(self._divisions) == 1:
            self._counted(self._divisions[0])
            self._divisions[0] = {}

    def facts(self) -> MetsFacts:
        """What was read, once it is over."""
        if not self._sections["structMap"]:
            self._invalid("there is no structMap")
        for identifier, count in self._ids.items():
            if count > 1:
                self._invalid(f"the ID {identifier[:100]} is given {count} times")
        given = self._ids.keys() | self._ids_inside
        dangling = tuple(target for target in self._pointed if target not in given)
        orders = {counted: tuple(values) for counted, values in self._orders.items()}
        external = len(self._external)
        first = shown(self._external[0])[:_LONGEST] if external else ""
        return MetsFacts(
            self._place,
            tuple(self._files),
            dangling,
            orders,
            tuple(self._problems),
            external=external,
            first_external=first,
        )

    def _placed(self, name: str, parent: str) -> None:
        if name.startswith("{") or (parent == "" and name != "mets"):
            self._invalid(f"the root is not mets of {NAMESPACE}")
        elif parent in _PARENTS and name not in _PARENTS[parent]:
            self._invalid(f"{name[:40]} stands under {parent}")
        elif parent == "mets":
            rank = _SECTIONS.index(name)
            self._sections[name] += 1
            if rank < self._section:
                self._invalid(f"{name} stands after {_SECTIONS[self._section]}")
            if name in _ONCE and self._sections[name] > 1:
                self._invalid(f"{name} stands more than once")
            self._section = max(rank, self._section)

    def _identified(self, attributes: Attributes) -> None:
        if (identifier := attributes.get("ID")) is not None:
            self._ids[identifier] += 1
            if not _NAME.fullmatch(identifier):
                self._invalid(f"the ID {identifier[:100]!r} is no XML name")
        for pointer in _POINTERS:
            self._pointed |= dict.fromkeys(attributes.get(pointer, "").split())

    def _division(self, attributes: Attributes) -> None:
        if self._divisions and "ORDER" in attributes:
            if _WHOLE.fullmatch(attributes["ORDER"]):
                self._divisions[-1].setdefault(attributes.get("TYPE", ""), []).append(int(attributes["ORDER"]))
            else:
                self._invalid(f"the ORDER {attributes['ORDER'][:20]!r} is no whole number")
        self._divisions.append({})

    def _counted(self, siblings: Mapping[str, list[int]]) -> None:
        for kind, values in siblings.items():
            self._orders.setdefault((self._sections["structMap"], kind), []).append(tuple(values))

    def _refers(self, link: Attributes, stated: Attributes) -> None:
        """Note a file beside the METS; what lies on another machine is not ours to look at, and only counted."""
        written = link.get(_XLINK, "")
        scheme = _SCHEME.match(written)
        if not written or written.startswith("#"):
            return
        if link.get("LOCTYPE") not in ("URL", "OTHER", None) or (scheme and scheme["scheme"] != "file"):
            self._external.append(written)
            return
        whole = written.removeprefix("file://").removeprefix("file:")
        bare = whole.partition("#")[0]
        inside = unquote(bare, errors="surrogateescape")
        path = self._beside(inside)
        if inside.startswith("/") or unsafe(path):
            reason = "the link is absolute" if inside.startswith("/") else unsafe(path)
            self._add("UNSAFE_PATH", f"{shown(inside)[:_LONGEST]}: {reason}")
            return
        meant = map(self._beside, (whole, unquote(whole, errors="surrogateescape"), bare, inside))
        spellings = tuple(dict.fromkeys(one for one in meant if not unsafe(one)))
        size, algorithm = stated.get("SIZE", ""), stated.get("CHECKSUMTYPE", "")
        if size and not _WHOLE.fullmatch(size):
            self._invalid(f"the SIZE {size[:20]!r} of {shown(path)} is no whole number")
        if algorithm and algorithm not in _ALGORITHMS:
            self._invalid(f"the CHECKSUMTYPE {algorithm[:20]!r} is none of METS")
        checksum = stated.get("CHECKSUM", "").lower() if algorithm else ""
        bytes_ = int(size) if _WHOLE.fullmatch(size) else None
        self._files.append(Referenced(path, algorithm, checksum, bytes_, stated.get("MIMETYPE", ""), spellings))

    def _beside(self, inside: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._place), inside))

    def _invalid(self, detail: str) -> None:
        self._add("METS_INVALID", detail)

    def _add(self, code: str, detail: str) -> None:
        if len(self._problems) < _ENOUGH:
            self._problems[Problem(code, self._place, detail)] = None


def unreadable(place: str, error: OSError) -> MetsFacts:
    """A METS that could not be looked at."""
    return MetsFacts(place, problems=(Problem("UNREADABLE", place, error.strerror or str(error)),), unread=True)
