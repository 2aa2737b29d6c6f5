"""Which reader measures which kind of file. Each family of formats is one function; a new family takes its line here.

A reader is imported when the first file of its kind comes, so that a process which measures loads no more than it needs.
"""

from __future__ import annotations

from collections.abc import Callable

from archive.delivery.facts.batch import Damage
from archive.delivery.facts.measured import Measured, Opened, Role
from archive.delivery.facts.mime import CSV, GZIP, JP2, JPEG, JSON, PAGES, PDF, TAR, TIFF, XLSX, XML, ZIP, named

Measurer = Callable[[Opened], Measured]


def measurer(mime: str, role: Role) -> Measurer | None:
    """The reader for a kind of file; None where nothing but digest and size is measured."""
    if role is Role.TRANSCRIPTION:
        from archive.delivery.xml_documents.transcriptions import measure_transcription

        return measure_transcription
    if mime in (TIFF, JPEG, JP2):
        from archive.delivery.image_files.page_images import measure_image

        return measure_image
    if mime == PDF:
        from archive.delivery.pdf_files.pdf import measure_pdf

        return measure_pdf
    return _alone(mime) if role is Role.SINGLE else None


def _alone(mime: str) -> Measurer | None:
    """The reader of what is looked into only when it stands alone; in a delivery its own documents say what it is for."""
    if mime == XML:
        from archive.delivery.xml_documents.xml_files import measure_xml

        return measure_xml
    if mime in (JSON, CSV, XLSX):
        from archive.delivery.keyed_tables.text_files import measure_text

        return measure_text
    if mime in (ZIP, TAR, GZIP):
        from archive.delivery.packed_archives.archive_files import measure_archive

        return measure_archive
    return None


def measure_unknown(opened: Opened) -> Measured:
    """A file that no reader measures: a fault only where a page image was expected."""
    claimed = named(opened.path)
    if opened.role is not Role.PAGE and claimed not in PAGES and not opened.mime.startswith("image/"):
        return Measured()
    if opened.mime.startswith("image/"):
        return Measured(damage=Damage("UNSUPPORTED_FORMAT", opened.mime))
    return Measured(damage=Damage("NOT_A_PDF" if claimed == PDF else "NOT_AN_IMAGE", opened.mime))
