"""Right files, small ones, from which the spoilt ones are made."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from types import MappingProxyType

import openpyxl
from PIL import Image

from tests.rooms.delivery.made_pages import jpeg, pdf, tiff
from tests.support.archives import GOOD, gz, tar, zipped

BAG = MappingProxyType(
    {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "data/a.txt": b"first",
        "manifest-sha256.txt": f"{hashlib.sha256(b'first').hexdigest()}  data/a.txt\n".encode(),
    }
)
MANIFEST = json.dumps(
    {
        "schema": "delivery/1",
        "delivery": "lot1-0001",
        "country": "ma",
        "files": [{"path": "a.tif", "size": 5, "sha256": "0" * 64}],
        "registers": [{"description": "r.json", "counts": {"views": 1}}],
    }
).encode()
METS = (
    b'<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><fileSec><fileGrp>'
    b'<file ID="F" SIZE="1" CHECKSUMTYPE="CRC32" CHECKSUM="8cdc1683"><FLocat LOCTYPE="URL" xlink:href="a.txt"/></file>'
    b'</fileGrp></fileSec><structMap><div ORDER="1"><fptr FILEID="F"/></div></structMap></mets>'
)
PAGE = (
    b'<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageWidth="9" imageHeight="9">'
    b'<TextRegion><TextLine id="l"><Coords points="1,1 5,5"/><TextEquiv index="0"><Unicode>x</Unicode></TextEquiv></TextLine>'
    b"</TextRegion></Page></PcGts>"
)
ALTO = (
    b'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page WIDTH="9" HEIGHT="9"><PrintSpace><TextBlock>'
    b'<TextLine ID="l" HPOS="1" VPOS="1" WIDTH="2" HEIGHT="2"><String CONTENT="x"/></TextLine>'
    b"</TextBlock></PrintSpace></Page></Layout></alto>"
)
ACTS = '{"number": 1, "event": "birth", "persons": [{"role": "child", "given": {"ar": {"value": "محمد"}}}]}\n'.encode()
TABLE = "number,event,child.given.ar,regions\n1,birth,محمد,a.tif#1,2,3,4\n2,birth,!illegible,\n".encode()
ZIP, TAR = zipped(GOOD), tar(GOOD | {"سجل/" + "x" * 120: b"y"}, form=tarfile.PAX_FORMAT)
TAR_GZ = gz(TAR)


def tiffs() -> tuple[bytes, ...]:
    """Uncompressed, LZW, JPEG inside, tiled, big."""
    kinds: tuple[dict[str, object], ...] = (
        {},
        {"compression": "lzw"},
        {"compression": "jpeg"},
        {"tile": True, "tile_width": 16, "tile_height": 16},
        {"bigtiff": True},
    )
    return tuple(tiff(40, 30, **kind) for kind in kinds)


def jpegs() -> tuple[bytes, ...]:
    """Baseline and progressive."""
    return jpeg(40, 30), jpeg(40, 30, interlace=True)


def jp2s() -> tuple[bytes, ...]:
    written = io.BytesIO()
    Image.effect_noise((40, 30), 40).save(written, "JPEG2000")
    return (written.getvalue(),)


def pdfs() -> tuple[bytes, ...]:
    """Empty pages, and a page with an image."""
    return pdf((595, 842), (100, 100)), pdf((595, 842), image=jpeg())


def book() -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["number", "event", "child.given.ar"])
    made.active.append([1, "birth", "محمد"])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
