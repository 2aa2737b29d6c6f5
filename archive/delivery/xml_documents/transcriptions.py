"""A transcription of one page, whichever format it comes in: PAGE XML or ALTO, told apart by the namespace of the root."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice

from archive.delivery.facts.batch import Damage, Problem
from archive.delivery.facts.measured import Measured, Opened
from archive.delivery.xml_documents import alto, page_xml
from archive.delivery.xml_documents.transcribed import Transcribed
from archive.delivery.xml_documents.xml import LARGEST, Element, InvalidXml, named, parse
from archive.model.records.transcription import DeliveredLine
from archive.model.texts.text import faults

_TOLD = 20


def measure_transcription(opened: Opened) -> Measured:
    """The image that a transcription is of, and its size; problems where its text stands on no line or has lost its letters."""
    try:
        found = read(os.pread(opened.descriptor, LARGEST + 1, 0))
    except InvalidXml as error:
        return Measured(damage=Damage(error.code, str(error)))
    astray = (Problem("TRANSCRIPTION_WITHOUT_LINES", opened.path, found.astray),) if found.astray else ()
    spoiled = tuple(islice(_spoiled(opened.path, found.lines), _TOLD))
    return Measured(transcribed=found.size, transcribes=found.image, problems=(*astray, *spoiled))


def _spoiled(path: str, found: Iterable[DeliveredLine]) -> Iterator[Problem]:
    """Lines whose letters were lost or read in another encoding. Question marks may be what a transcriber could not read."""
    for position, line in enumerate(found, start=1):
        place = f"{path}#text-line={position}"
        for code, detail in faults(line.text):
            if code == "MOJIBAKE" or (code == "LETTERS_LOST" and "\ufffd" in line.text):
                yield Problem(code, place, detail)


def lines(content: bytes) -> tuple[DeliveredLine, ...]:
    """The lines that have text; InvalidXml."""
    return read(content).lines


def read(content: bytes) -> Transcribed:
    """The whole document; InvalidXml when it is not XML that we take, or neither PAGE XML nor ALTO."""
    return read_root(parse(content))


def read_root(root: Element) -> Transcribed:
    """The same, of a document that is parsed already."""
    namespace, name = named(root)
    if name == "alto" and namespace in alto.NAMESPACES:
        return alto.read(root)
    if name == "PcGts" and namespace in page_xml.NAMESPACES:
        return page_xml.read(root)
    said = f"the root is neither PcGts of PAGE {', '.join(page_xml.VERSIONS)} nor alto of version 2, 3 or 4"
    raise InvalidXml("NOT_ALTO" if name == "alto" else "NOT_PAGE_XML", said)
