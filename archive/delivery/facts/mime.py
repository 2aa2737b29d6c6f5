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
ZIP, TAR, GZIP = "application/zip", "application/x-tar", "application/gzip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b", GZIP),
)
_TAR_BLOCK = 512
_NAMES = {
    ".tif": TIFF, ".tiff": TIFF, ".jpg": JPEG, ".jpeg": JPEG, ".jp2": JP2, ".pdf": PDF,
    ".xml": XML, ".json": JSON, ".jsonl": JSON, ".csv": CSV, ".txt": TEXT, ".md": TEXT,
    ".zip": ZIP, ".tar": TAR, ".gz": GZIP, ".tgz": GZIP, ".xlsx": XLSX,
}  # fmt: skip
_BY_NAME = (JSON, CSV, TEXT, ZIP, TAR, GZIP, XLSX)
"""What the name is believed for when the bytes have no signature: its reader then says what is wrong."""


def kind_of(head: bytes, path: str) -> str:
    """The MIME type of a file that begins with these bytes."""
    for signature, mime in _SIGNATURES:
        if head.startswith(signature):
            return XLSX if mime == ZIP and named(path) == XLSX else mime
    if is_tar(head):
        return TAR
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in head[:HEAD]:
        return PDF
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml") or named(path) == XML:
        return XML
    return named(path) if named(path) in _BY_NAME else UNKNOWN


def is_tar(head: bytes) -> bool:
    """Whether the first block is a tar header, by its checksum (POSIX.1-2017, pax, ustar interchange format)."""
    block = head[:_TAR_BLOCK]
    if len(block) < _TAR_BLOCK or not block.strip(b"\0"):
        return False
    digits = block[148:156].strip(b" \0")
    stated = int(digits, 8) if digits and not digits.strip(b"01234567") else -1
    return stated == sum(block) - sum(block[148:156]) + 8 * ord(" ")


def named(path: str) -> str:
    """The MIME type that the name claims."""
    return _NAMES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)
