"""Letters that were lost in a transcription are found line by line, as they are in keyed acts."""

from __future__ import annotations

from archive.model.finding import Severity
from tests.support.deliveries import BIRTHS, Delivery

TRANSCRIPTION = f"{BIRTHS}page/0003.xml"


def test_a_line_that_lost_its_letters_is_an_error_and_question_marks_are_not(delivery: Delivery) -> None:
    content = (delivery.root / TRANSCRIPTION).read_text(encoding="utf-8")
    before, text, after = content.partition("<Unicode>")
    for spoiled, expected in (("رس\ufffd", "LETTERS_LOST"), ("Acte nÂ° 1", "MOJIBAKE"), ("رسم ????", None)):
        delivery.write(TRANSCRIPTION, f"{before}{text}{spoiled}{after[after.index('</Unicode>') :]}".encode())
        delivery.seal()
        found = [(one.code, one.place, one.severity) for one in delivery.examine().findings]

        assert found == ([(expected, f"{TRANSCRIPTION}#text-line=1", Severity.ERROR)] if expected else [])
