"""What a file is, by its first bytes. Only text without a signature of its own (JSON, CSV) is told by its name."""

from __future__ import annotations

from pathlib import PurePosixPath

HEAD = 1024
TIFF, JPEG, JP2, PDF = "image/tiff", "image/jpeg", "image/jp2", "application/pdf"
XML, JSON, CSV, TEXT, UNKNOWN = (
    "application/xml",
    "application/json",
    "text/csv",
    "text/plain",
    "application/octet-stream",
)

PAGES = (TIFF, JPEG, JP2, PDF)
"""What a page image may be delivered as."""

_SIGNATURES = (
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", JP2),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"\xff\x4f\xff\x51", "image/x-jp2-codestream"),
    (b"PK\x03\x04", "application/zip"),
)
_NAMES = {
    ".tif": TIFF, ".tiff": TIFF, ".jpg": JPEG, ".jpeg": JPEG, ".jp2": JP2, ".pdf": PDF,
    ".xml": XML, ".json": JSON, ".jsonl": JSON, ".csv": CSV, ".txt": TEXT, ".md": TEXT,
}  # fmt: skip


def kind_of(head: bytes, path: str) -> str:
    """The MIME type of a file that begins with these bytes."""
    for signature, mime in _SIGNATURES:
        if head.startswith(signature):
            return mime
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in head[:HEAD]:
        return PDF
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml") or named(path) == XML:
        return XML
    return named(path) if named(path) in (JSON, CSV, TEXT) else UNKNOWN


def named(path: str) -> str:
    """The MIME type that the name claims."""
    return _NAMES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)
