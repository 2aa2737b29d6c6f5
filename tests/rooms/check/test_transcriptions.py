"""A transcription is judged with the image that it is delivered for: it names no other, and its text can be laid on it."""

from __future__ import annotations

import pytest

from archive.model.finding import Severity
from tests.rooms.check.broken import TRANSCRIPTION
from tests.rooms.delivery.test_alto import LINE, WORDS, alto
from tests.support.deliveries import Delivery

SIZE = 'WIDTH="4960" HEIGHT="3508"'


def page(delivery: Delivery, old: str, new: str) -> None:
    """Rewrite the one transcription of the example; the manifest is told."""
    written = (delivery.root / TRANSCRIPTION).read_text(encoding="utf-8")
    assert old in written
    delivery.write(TRANSCRIPTION, written.replace(old, new).encode())
    delivery.seal()


def said(delivery: Delivery) -> list[tuple[str, str, Severity]]:
    return [(one.code, one.place, one.severity) for one in delivery.examine().findings]


@pytest.mark.parametrize(
    "named", ["0003.tif", "0003.jpg", "scans/0003.TIF", "C:\\scans\\0003.tif", "file:///x/000%33.png", ""]
)
def test_the_name_of_the_image_says_nothing_in_folder_and_extension(delivery: Delivery, named: str) -> None:
    page(delivery, 'imageFilename="0003.tif"', f'imageFilename="{named}"')

    assert said(delivery) == []


@pytest.mark.parametrize(("named", "severity"), [("0002.tif", Severity.BLOCKING), ("scan-77.tif", Severity.WARNING)])
def test_a_transcription_that_names_another_image_is_named(delivery: Delivery, named: str, severity: Severity) -> None:
    page(delivery, 'imageFilename="0003.tif"', f'imageFilename="{named}"')

    assert said(delivery) == [("TRANSCRIPTION_NAMES_OTHER_IMAGE", TRANSCRIPTION, severity)]


@pytest.mark.parametrize(("named", "codes"), [("0003.tif", []), ("0002.tif", ["TRANSCRIPTION_NAMES_OTHER_IMAGE"])])
def test_so_it_is_with_alto(delivery: Delivery, named: str, codes: list[str]) -> None:
    written = alto(LINE.format(WORDS.format("<SP/>")), size=SIZE).replace(b"1.tif", named.encode())
    delivery.write(TRANSCRIPTION, written)
    delivery.seal()

    assert [code for code, _, _ in said(delivery)] == codes


def test_text_that_stands_on_no_line_is_a_finding_and_not_silence(delivery: Delivery) -> None:
    written = (delivery.root / TRANSCRIPTION).read_text(encoding="utf-8")
    delivery.write(TRANSCRIPTION, written.replace("TextLine", "Word").encode())
    delivery.seal()

    assert said(delivery) == [("TRANSCRIPTION_WITHOUT_LINES", TRANSCRIPTION, Severity.BLOCKING)]
