"""No document chooses what is opened for its sake: a schema that it names, a DTD, an entity or a style sheet is left alone."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from archive.package.xml import NotWellFormed, read_children, read_starts, read_texts
from tests.rooms.package.made_cases import with_tiff
from tests.rooms.package.made_material import written
from tests.support.strace import needed

READERS = (read_starts, read_texts, read_children)
INSIDE = {"METS.xml": "mets", "metadata/preservation/premis.xml": "premis"}

LOOK = """
import sys
from pathlib import Path
from archive.delivery.xml_documents.mets_xml import read_mets
from archive.package.inspection.inspect_package import inspect
from archive.package.premis.inventory import formats
from archive.package.premis.premis_later import later_premis
from archive.package.xml import NotWellFormed

package = Path(sys.argv[1])
bag = package.parents[1]
found = [finding.code for finding in inspect(lambda path: (bag / path).open("rb"))]
with (package / "METS.xml").open("rb") as stream:  # as a foreign METS of a delivery is read
    found += [problem.code for problem in read_mets(stream, "METS.xml").problems]
premis = package / "metadata/preservation/premis.xml"
for read in (formats, lambda stream: later_premis(package.name, "r", stream, (), ())):
    with premis.open("rb") as stream:
        try:
            found.append(len(list(read(stream))))
        except NotWellFormed:
            found.append("refused")
print(*found)
"""


def changed(document: Path, before: str, after: str) -> None:
    content = document.read_text("utf-8")
    assert before in content
    document.write_text(content.replace(before, after, 1), "utf-8")


def opened_while_looking(package: Path, log: Path) -> tuple[str, str]:
    """What our readers said of a package, and every path that they opened or asked about."""
    command = [needed(), "-f", "-e", "trace=file,network", "-o", str(log), sys.executable, "-c", LOOK, str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout, log.read_text("utf-8", "replace")


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that nothing has a reason to open; its schema would accept anything."""
    path = tmp_path / "canary.xsd"
    path.write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>')
    return path


@pytest.mark.parametrize("inside", INSIDE)
def test_a_schema_that_a_document_names_is_not_opened(inside: str, canary: Path, tmp_path: Path) -> None:
    package = written(with_tiff(), tmp_path / "made")
    document = package / inside
    location = next(part for part in document.read_text("utf-8").split() if part.startswith("xsi:schemaLocation"))
    changed(document, location, f'xsi:noNamespaceSchemaLocation="{canary}" {location}')
    changed(document, "http://www.loc.gov/standards/", f"{canary}?")
    said, opened = opened_while_looking(package, tmp_path / "log")

    assert "METS.xml" in opened and "premis.xml" in opened  # the log does name what is opened
    assert canary.name not in opened
    assert "connect(" not in opened
    assert not {"refused", "METS_INVALID", "XML_DTD_FORBIDDEN", "XML_ENTITY"} & set(said.split())


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE {root} SYSTEM "{canary}">',
        '<!DOCTYPE {root} [<!ENTITY % more SYSTEM "{canary}"> %more;]>',
        '<!DOCTYPE {root} [<!ENTITY canary SYSTEM "{canary}">]>',
        '<?xml-stylesheet href="{canary}" type="text/xsl"?><!DOCTYPE {root}>',
    ],
)
@pytest.mark.parametrize("inside", INSIDE)
def test_a_dtd_that_a_document_names_is_not_opened_and_the_document_is_refused(
    inside: str, declared: str, canary: Path, tmp_path: Path
) -> None:
    package = written(with_tiff(), tmp_path / "made")
    root = INSIDE[inside]
    changed(package / inside, f"<{root} ", f"{declared.format(root=root, canary=canary)}<{root} ")
    said, opened = opened_while_looking(package, tmp_path / "log")

    assert canary.name not in opened
    assert "connect(" not in opened
    assert ("METS_INVALID" in said and "XML_DTD_FORBIDDEN" in said) if root == "mets" else ("refused refused" in said)


@pytest.mark.parametrize("read", READERS)
def test_no_reader_expands_an_entity(read: object, canary: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><a><d>&c;</d></a>'
    assert callable(read)

    for document in (bomb, f'<!DOCTYPE a [<!ENTITY b SYSTEM "{canary}">]><a><d>&b;</d></a>'):
        with pytest.raises(NotWellFormed):
            list(read(io.BytesIO(document.encode())))


@pytest.mark.parametrize("read", READERS)
def test_what_a_document_includes_is_not_read(read: object, canary: Path, tmp_path: Path) -> None:
    included = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{canary}"/></a>'
    assert callable(read)

    assert "schema" not in repr(list(read(io.BytesIO(included.encode()))))
