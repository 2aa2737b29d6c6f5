"""A note beside a report vouches for that report, under that name, with that key, and for nothing else."""

from __future__ import annotations

import pytest

from archive.ledger.evidence.report_note import NotSigned, Signed, read_report_note, sign_report
from archive.ledger.keys.checkpoint import Signer, sign, signature
from archive.ledger.keys.note import joined
from archive.ledger.port import Head
from archive.model.digest import Digest

REPORT = b"a report\n"
OTHER = Signer("khizana/test", bytes(range(3, 35)))


def test_the_text_that_is_signed_is_a_line_of_sha256sum_under_a_heading(signer: Signer) -> None:
    note = sign_report("audit.json", Digest.of(REPORT), signer)

    assert note.split(b"\n\n")[0].decode() == f"khizana-report/v1\n{Digest.of(REPORT).hex}  audit.json"


def test_a_report_is_read_back_with_its_name_and_the_key_that_signed_it(signer: Signer) -> None:
    note = sign_report("audit.json", Digest.of(REPORT), signer)

    signed = read_report_note(note, REPORT, [OTHER.verifier, signer.verifier])
    assert signed == Signed("audit.json", Digest.of(REPORT), signer.verifier)


def test_another_report_another_key_another_text_and_no_note_are_refused(signer: Signer) -> None:
    note = sign_report("audit.json", Digest.of(REPORT), signer)
    checkpoint = sign(Head(1, bytes(32)), signer)
    forged = joined(note.split(b"\n\n")[0].decode() + "\n", signature("another text\n", signer))
    for given, content, keys, said in [
        (
            note,
            b"another\n",
            [signer],
            f"^the report is not .*: its SHA-256 is {Digest.of(b'another' + bytes([10])).hex}$",
        ),
        (note, REPORT, [OTHER], "^the note is not signed with the key of this ledger, .*: give the right key$"),
        (forged, REPORT, [signer], "or its text was changed"),
        (checkpoint, REPORT, [signer], "^the note signs something else than a report$"),
        (b"no note", REPORT, [signer], "^the signature is no signed note: ."),
    ]:
        with pytest.raises(NotSigned, match=said):
            read_report_note(given, content, [key.verifier for key in keys])
