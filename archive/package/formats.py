"""The names that formats get in a package: the extension of a canonical file name, and its IANA media type."""

from __future__ import annotations

from types import MappingProxyType

_MASTERS = MappingProxyType(
    {
        "image/tiff": "tif",
        "image/jpeg": "jpg",
        "image/jp2": "jp2",
        "image/jpx": "jpf",
        "image/png": "png",
        "image/gif": "gif",
        "image/bmp": "bmp",
        "image/webp": "webp",
        "application/pdf": "pdf",
    }
)
_MEDIA_TYPES = MappingProxyType(
    {extension: mime for mime, extension in _MASTERS.items()}
    | {"json": "application/json", "jsonl": "application/json", "csv": "text/csv", "xml": "application/xml"}
    | {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
)
_UNKNOWN = "bin"


def master_extension(mime: str) -> str:
    """The extension of a page image or PDF with this measured media type; `bin` where we do not know it."""
    return _MASTERS.get(mime, _UNKNOWN)


def table_extension(path: str) -> str:
    """The extension of an acts table as received: JSON Lines, CSV or XLSX, else `bin`."""
    extension = path.rpartition(".")[2].lower()
    return extension if extension in ("jsonl", "csv", "xlsx") else _UNKNOWN


def media_type(path: str) -> str:
    """The IANA media type of a canonical file name.

    JSON Lines is given as application/json, because CSIP validators refuse names that IANA has not registered.
    """
    return _MEDIA_TYPES.get(path.rpartition(".")[2], "application/octet-stream")
