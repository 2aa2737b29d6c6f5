"""A register's PDF that is not whole, not open, or holds more than pages."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from register_maker.planters.files.pictures import bound
from register_maker.planters.kinds import Claim, Mark, OnFile, Spot

_UNTIL: Final = 8
_BOMB: Final = 1 << 16
_JUDGED: Final = ("NOT_PDFA", "FALSE_PDFA_CLAIM")


def _opened(change: Callable[[Pdf], None], *follows: str) -> Callable[[Spot], Mark]:
    """Change the document and write it with the same identifier each time; a judge of PDF/A may find codes besides."""

    def plant(spot: Spot) -> Mark:
        with pikepdf.open(spot.path, allow_overwriting_input=True) as document:
            change(document)
            untouched = pikepdf.StreamDecodeLevel.none
            document.save(
                spot.path,
                deterministic_id=True,
                fix_metadata_version=False,
                compress_streams=False,
                stream_decode_level=untouched,
            )
        return Mark(follows=tuple((code, spot.file) for code in follows))

    return plant


def _script(document: Pdf) -> None:
    """A script runs when the document is opened."""
    document.Root.OpenAction = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert('1');"))


def _attachment(document: Pdf) -> None:
    """A list of the contractor's is attached."""
    stream = document.make_stream(b"number;name\n", Type=Name.EmbeddedFile)
    listed = Dictionary(Type=Name.Filespec, F=String("list.csv"), UF=String("list.csv"), EF=Dictionary(F=stream))
    names = Array([String("list.csv"), document.make_indirect(listed)])
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))


def _unclaimed(document: Pdf) -> None:
    """The metadata that say PDF/A are gone."""
    del document.Root.Metadata


def _uncoloured(document: Pdf) -> None:
    """The profile that says what its colours mean is gone, and PDF/A is claimed all the same."""
    del document.Root.OutputIntents


def _bomb(document: Pdf) -> None:
    """A stream compressed three times over, which swells to thousands of times its size."""
    content = bytes(_BOMB)
    for _ in range(3):
        content = zlib.compress(content, 9)
    stream = document.make_stream(content)
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode, Name.FlateDecode])
    document.Root.PieceInfo = Dictionary(demo=Dictionary(LastModified=String("D:20250101"), Private=stream))


def _locked(spot: Spot) -> Mark:
    """A password is asked for."""
    with pikepdf.open(spot.path, allow_overwriting_input=True) as document:
        locked = pikepdf.Encryption(owner="owner", user="user", R=3, aes=False, metadata=False)
        document.save(spot.path, encryption=locked, static_id=True)
    return Mark()


def _emptied(spot: Spot) -> Mark:
    """A document without a page."""
    with pikepdf.new() as document:
        document.save(spot.path, static_id=True)
    return Mark()


def _cut(spot: Spot) -> Mark:
    """The end of the file is gone."""
    content = spot.path.read_bytes()
    spot.path.write_bytes(content[: len(content) * 2 // 3])
    return Mark()


def _text(spot: Spot) -> Mark:
    """A note stands where the document should be."""
    spot.path.write_bytes(f"{spot.file} follows with the next disk.\n".encode() * _UNTIL)
    return Mark()


_V = Claim.VOLUME
PLANTERS: Final = (
    OnFile("ACTIVE_CONTENT", _opened(_script, *_JUDGED), bound, _V),
    OnFile("EMBEDDED_FILE", _opened(_attachment, *_JUDGED), bound, _V),
    OnFile("NOT_PDFA", _opened(_unclaimed), bound, _V),
    OnFile("FALSE_PDFA_CLAIM", _opened(_uncoloured, "NOT_PDFA"), bound, _V),
    OnFile("DECOMPRESSION_BOMB", _opened(_bomb), bound, _V),
    OnFile("ENCRYPTED", _locked, bound, _V),
    OnFile("NO_PAGES", _emptied, bound, _V),
    OnFile("DAMAGED", _cut, bound, _V),
    OnFile("NOT_A_PDF", _text, bound, _V),
)
