"""Measures an XML file that stands alone: is it XML that we take, and, where it is a transcription, is it one that we read?"""

from __future__ import annotations

import os
from typing import BinaryIO

from archive.delivery.facts.batch import Damage, Problem
from archive.delivery.facts.measured import Measured, Opened
from archive.delivery.xml_documents.transcriptions import measure_transcription
from archive.delivery.xml_documents.xml import InvalidXml, declarations, elements

_PROLOG = 1 << 20
_ROOTS = ("PcGts", "alto")


def measure_xml(opened: Opened) -> Measured:
    """Damage for what is not XML that we take; every entity and DOCTYPE that is declared is named."""
    declared = [*declarations(os.pread(opened.descriptor, _PROLOG, 0))]
    if declared:
        first, *others = declared
        problems = tuple(Problem(one.code, opened.path, str(one)) for one in others)
        return Measured(damage=Damage(first.code, str(first)), problems=problems)
    try:
        with os.fdopen(os.dup(opened.descriptor), "rb") as stream:
            root = _root(stream)
        if root.rpartition("}")[2] in _ROOTS:
            return measure_transcription(opened)
    except InvalidXml as error:
        return Measured(damage=Damage(error.code, str(error)))
    return Measured()


def _root(stream: BinaryIO) -> str:
    """The name of the root, once everything under it has been read."""
    root = ""
    for _, name, _ in elements(stream):
        root = root or name
    return root
