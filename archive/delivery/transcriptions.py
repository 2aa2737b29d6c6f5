"""A transcription of one page, whichever format it comes in: PAGE XML or ALTO, told apart by the namespace of the root."""

from __future__ import annotations

import os

from archive.delivery import alto, page_xml
from archive.delivery.batch import Damage
from archive.delivery.measured import Measured, Opened
from archive.delivery.transcribed import Transcribed
from archive.delivery.xml import LARGEST, Element, InvalidXml, named, parse
from archive.model.transcription import DeliveredLine


def measure_transcription(opened: Opened) -> Measured:
    """The size of the image that a transcription measures in."""
    try:
        return Measured(transcribed=read(os.pread(opened.descriptor, LARGEST + 1, 0)).size)
    except InvalidXml as error:
        return Measured(damage=Damage(error.code, str(error)))


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
    said = "the root is neither PcGts of PAGE 2013-07-15 or 2019-07-15 nor alto of version 2, 3 or 4"
    raise InvalidXml("NOT_ALTO" if name == "alto" else "NOT_PAGE_XML", said)
