"""Workbooks made part by part, as odd as other programs write them."""

from __future__ import annotations

from tests.support.archives import zipped

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def workbook(
    *rows: str,
    after: str = "",
    formats: tuple[str, ...] = (),
    strings: tuple[str, ...] | None = None,
    strict: bool = False,
    names: dict[str, str] | None = None,
    sheets: str = '<sheet name="a" sheetId="1" r:id="rId1"/>',
    others: dict[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet; style N (from 1) has the Nth format. `names` gives parts other names than they are called by."""
    main, relations = (STRICT, _STRICT_RELATIONS) if strict else (TRANSITIONAL, _RELATIONS)
    codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    related = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId3", "styles", "styles.xml")]
    if strings is not None:
        related.append(("rId2", "sharedStrings", "sharedStrings.xml"))
    related += [(name, "worksheet", f"worksheets/{name}.xml") for name in others or {}]
    parts = {
        "_rels/.rels": _related(relations, [("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _related(relations, related),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{sheets}</sheets></workbook>',
        "xl/worksheets/sheet1.xml": _sheet(main, "".join(rows), after),
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        **{f"xl/worksheets/{name}.xml": _sheet(main, content, "") for name, content in (others or {}).items()},
    }
    if strings is not None:
        listed = "".join(f"<si><t>{one}</t></si>" for one in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{listed}</sst>'
    return zipped({(names or {}).get(name, name): content.encode() for name, content in parts.items()})


def _sheet(main: str, rows: str, after: str) -> str:
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def _related(relations: str, listed: list[tuple[str, str, str]]) -> str:
    said = "".join(
        f'<Relationship Id="{name}" Type="{relations}/{kind}" Target="{target}"/>' for name, kind, target in listed
    )
    return f'<Relationships xmlns="{_PACKAGE}">{said}</Relationships>'
