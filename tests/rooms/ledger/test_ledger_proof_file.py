"""Proofs as files: read back as written, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ledger.evidence.proof_file import GrowthProof, InclusionProof, InvalidProof

HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple)
NOTE = "khizana/test\n3\nAAAA\n\n— khizana/test AAAA\n".encode()


@given(st.binary(min_size=1, max_size=300), st.integers(0, 2**62), HASHES)
def test_an_inclusion_proof_is_read_back_as_it_was(entry: bytes, position: int, hashes: tuple[bytes, ...]) -> None:
    proof = InclusionProof(entry, position, hashes, NOTE)

    assert InclusionProof.decode(proof.encode()) == proof


@given(st.integers(0, 2**62), HASHES)
def test_a_proof_of_growth_is_read_back_as_it_was(old: int, hashes: tuple[bytes, ...]) -> None:
    proof = GrowthProof(old, hashes, NOTE)

    assert GrowthProof.decode(proof.encode()) == proof


@given(st.binary(max_size=200))
def test_anything_else_is_refused(content: bytes) -> None:
    for kind in (InclusionProof, GrowthProof):
        with pytest.raises(InvalidProof):
            kind.decode(content)


@pytest.mark.parametrize(
    "head",
    [
        b"c2sp.org/tlog-proof@v2\nextra AAAA\nindex 0",
        b"c2sp.org/tlog-proof@v1\nindex 0",
        b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 00",
        b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex -1",
        b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 1\nAAAA",
        b"c2sp.org/tlog-proof@v1\nextra AAB=\nindex 1",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nindex ١".encode(),
    ],
)
def test_a_proof_is_written_in_one_way(head: bytes) -> None:
    with pytest.raises(InvalidProof):
        InclusionProof.decode(head + b"\n\n" + NOTE)


def test_more_hashes_than_any_log_needs_are_refused() -> None:
    with pytest.raises(InvalidProof, match="at most 63"):
        GrowthProof.decode(GrowthProof(1, (bytes(32),) * 64, NOTE).encode())


def test_what_does_not_begin_as_a_proof_is_told_what_it_lacks() -> None:
    with pytest.raises(InvalidProof) as raised:
        InclusionProof.decode(b"old 3\n\n" + NOTE)

    assert str(raised.value) == "it does not begin with c2sp.org/tlog-proof@v1, the entry as extra data, and its index"
