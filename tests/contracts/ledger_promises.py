"""What every ledger promises; test_ledger.py runs it for each adapter."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.log.proof import compare, extends, includes
from archive.ledger.log.tree import leaf_hash
from archive.ledger.port import Head, Ledger, LedgerDamaged, Overtaken, Recorded
from tests.rooms.ledger.made_entries import made, several

SIZES = (1, 2, 255, 256, 257, 1000)


def root_by_definition(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, written again from its text."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    half = max(2**power for power in range(11) if 2**power < len(entries))
    return sha256(b"\x01" + root_by_definition(entries[:half]) + root_by_definition(entries[half:])).digest()


def too_long() -> Entry:
    """An entry of more than 8 KiB, of words that are each allowed."""
    links = {f"link-{number}": "x" * 200 for number in range(50)}
    return Entry(EntryType.AUDIT, made(0).time, "auditor-1", "fixity", links=links)


class LedgerPromises:
    """The suite; a subclass gives the fixture `ledger`, an empty one."""

    def test_begins_empty(self, ledger: Ledger) -> None:
        assert ledger.head() == Head(0, root_by_definition([]))
        assert list(ledger.since(0)) == []
        assert ledger.verify() == ledger.head()

    @pytest.mark.parametrize("size", SIZES)
    def test_gives_back_what_was_appended_in_order(self, ledger: Ledger, size: int) -> None:
        ledger.append(several(size))

        assert list(ledger.since(0)) == [Recorded(number, made(number)) for number in range(size)]

    @pytest.mark.parametrize("position", [0, 1, 255, 256, 257, 299, 300])
    def test_gives_what_follows_a_position(self, ledger: Ledger, position: int) -> None:
        ledger.append(several(300))

        assert [found.position for found in ledger.since(position)] == list(range(position, 300))

    def test_says_that_it_ends_before_what_was_read(self, ledger: Ledger) -> None:
        ledger.append(several(5))

        with pytest.raises(LedgerDamaged, match="holds 5 entries and 6 were read before"):
            ledger.since(6)

    def test_counts_positions_from_zero(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="positions count from 0"):
            ledger.since(-1)

    @pytest.mark.parametrize("size", SIZES)
    def test_signs_the_root_of_rfc_6962(self, ledger: Ledger, size: int) -> None:
        head = ledger.append(several(size))

        assert head == Head(size, root_by_definition([entry.encode() for entry in several(size)]))
        assert ledger.head() == head
        assert ledger.verify() == head

    def test_does_not_depend_on_how_entries_were_grouped(self, ledger: Ledger) -> None:
        position = 0
        for count in (1, 1, 3, 250, 1, 1, 2, 300, 7, 512, 1):
            ledger.append(several(count, position))
            position += count

        assert ledger.verify().root == root_by_definition([entry.encode() for entry in several(position)])
        assert [found.entry for found in ledger.since(0)] == several(position)

    def test_appending_nothing_changes_nothing(self, ledger: Ledger) -> None:
        before = ledger.append(several(3))

        assert ledger.append([]) == before
        assert ledger.verify() == before

    def test_records_all_or_none(self, ledger: Ledger) -> None:
        before = ledger.append(several(3))

        with pytest.raises(ValueError, match="put its body in a document"):
            ledger.append([made(3), too_long(), made(4)])
        assert ledger.verify() == before

    @pytest.mark.parametrize("size", SIZES)
    def test_proves_each_entry(self, ledger: Ledger, size: int) -> None:
        head = ledger.append(several(size))

        for position in sorted({0, size // 2, size // 3, 254, 255, 256, size - 1} & set(range(size))):
            assert includes(head, position, leaf_hash(made(position).encode()), ledger.prove(position))

    def test_proves_nothing_that_was_not_recorded(self, ledger: Ledger) -> None:
        head = ledger.append(several(300))
        proof = ledger.prove(7)

        assert not includes(head, 7, leaf_hash(made(8).encode()), proof)
        assert not includes(head, 8, leaf_hash(made(7).encode()), proof)
        assert not includes(head, 7, leaf_hash(made(7).encode()), proof[:-1])

    @pytest.mark.parametrize("position", [-1, 300])
    def test_has_no_proof_for_a_place_it_has_not(self, ledger: Ledger, position: int) -> None:
        ledger.append(several(300))

        with pytest.raises(IndexError):
            ledger.prove(position)

    def test_proves_that_it_only_grew(self, ledger: Ledger) -> None:
        heads = [ledger.head()]
        for count in (1, 1, 2, 3, 249, 1, 255, 1, 90):
            heads.append(ledger.append(several(count, heads[-1].size)))

        for old in heads:
            assert extends(old, heads[-1], ledger.prove_growth(old.size))

    def test_proves_in_every_state_it_went_through(self, ledger: Ledger) -> None:
        heads = [ledger.append(several(count, first)) for first, count in ((0, 3), (3, 250), (253, 4), (257, 300))]

        for old in heads:
            assert includes(old, 2, leaf_hash(made(2).encode()), ledger.prove(2, old.size))
            assert extends(heads[0], old, ledger.prove_growth(3, old.size))

    @pytest.mark.parametrize("size", [-1, 4])
    def test_has_no_proof_in_a_state_it_has_not_reached(self, ledger: Ledger, size: int) -> None:
        ledger.append(several(3))

        with pytest.raises(IndexError):
            ledger.prove(0, size)
        with pytest.raises(IndexError):
            ledger.prove_growth(0, size)

    def test_has_no_proof_from_a_state_it_has_not_reached(self, ledger: Ledger) -> None:
        ledger.append(several(3))

        with pytest.raises(IndexError):
            ledger.prove_growth(4)

    def test_agrees_with_a_checkpoint_kept_by_others(self, ledger: Ledger) -> None:
        kept = ledger.append(several(260))
        head = ledger.append(several(40, 260))

        assert compare(ledger, kept) == head

    def test_cutting_entries_off_disagrees_with_a_kept_checkpoint(self, ledger: Ledger) -> None:
        ledger.append(several(260))
        kept = Head(261, root_by_definition([entry.encode() for entry in several(261)]))

        with pytest.raises(LedgerDamaged, match="were cut off"):
            compare(ledger, kept)

    @pytest.mark.parametrize("size", [1, 4, 255, 256, 260, 300])
    def test_rewriting_disagrees_with_a_kept_checkpoint(self, ledger: Ledger, size: int) -> None:
        ledger.append([made(1000), *several(299, 1)])
        kept = Head(size, root_by_definition([entry.encode() for entry in several(size)]))

        with pytest.raises(LedgerDamaged, match="was rewritten"):
            compare(ledger, kept)

    def test_appends_at_a_position_only_while_it_is_the_end(self, ledger: Ledger) -> None:
        ledger.append(several(3), at=0)
        with pytest.raises(Overtaken) as refused:
            ledger.append(several(2, 3), at=2)

        assert refused.value.size == 3
        assert ledger.append(several(2, 3), at=3).size == 5
        assert [recorded.entry for recorded in ledger.since(0)] == several(5)

    def test_gives_a_position_to_one_of_many_writers_at_once(self, ledger: Ledger) -> None:
        def one(number: int) -> bool:
            try:
                ledger.append([made(number)], at=0)
            except Overtaken:
                return False
            return True

        with ThreadPoolExecutor(6) as threads:
            answers = list(threads.map(one, range(6)))

        assert answers.count(True) == 1
        assert [recorded.entry for recorded in ledger.since(0)] == [made(answers.index(True))]
