"""What every search engine promises of generations and commits; part of engine_promises.py."""

from __future__ import annotations

import random

import pytest

from indexer.documents.document import Document
from indexer.engine.port import Engine
from tests.support.documents import document, fill, found, on_cards, register


class WritingPromises:
    """A subclass gives the fixture `engine`."""

    def test_claims_nothing_before_the_commit(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"), position=7)
        before = engine.edition()
        with engine.resume() as writing:
            writing.add(on_cards(document("b", "يوسف")))

        assert (engine.edition(), engine.dictionary().counts()) == (before, {"زينب": 1})

    def test_what_was_lost_before_the_commit_can_be_added_again(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"), position=7)
        with engine.resume() as writing:
            writing.add(on_cards(document("b", "يوسف")))
        with engine.resume() as writing:
            writing.add(on_cards(document("b", "يوسف")))
            writing.commit(8)

        assert (found(engine, '"يوسف"'), engine.count(), engine.dictionary().count("يوسف")) == (["b"], 2, 1)

    def test_the_live_generation_answers_until_the_fresh_one_is_swapped_in(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"), position=1)
        with engine.begin() as writing:
            writing.add(on_cards(document("b", "زينب")))
            writing.commit(9)
            beside = found(engine, "زينب"), engine.position(), writing.count(), dict(writing.registers())
            writing.swap()

        assert beside == (["a"], 1, 1, {"r1": 1})
        assert (found(engine, "زينب"), engine.position()) == (["b"], 9)

    def test_a_fresh_generation_that_is_left_changes_nothing(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"))
        with engine.begin() as writing:
            writing.commit(9)

        assert (found(engine, "زينب"), engine.position()) == (["a"], 1)

    def test_an_interrupted_generation_is_gone_on_with_from_its_last_commit(self, engine: Engine) -> None:
        fill(engine, document("a", "زينب"))
        with pytest.raises(KeyboardInterrupt), engine.begin() as writing:
            writing.add(on_cards(document("b", "زينب"), document("c", "يوسف")))
            writing.commit(5)
            writing.add(on_cards(document("d", "سعيد")))
            raise KeyboardInterrupt
        with engine.begin(again=True) as writing:
            position = writing.position()
            writing.add(on_cards(document("e", "زينب")))
            writing.commit(6)
            writing.swap()

        assert position == 5
        assert set(found(engine, '"زينب"')) == {"b", "e"}
        assert engine.dictionary().counts() == {"زينب": 2, "يوسف": 1}

    def test_what_was_left_and_is_not_gone_on_with_is_begun_afresh(self, engine: Engine) -> None:
        for discarded in (True, False):
            with pytest.raises(KeyboardInterrupt), engine.begin() as writing:
                writing.add(on_cards(document("b", "زينب")))
                writing.commit(5)
                if discarded:
                    writing.discard()
                raise KeyboardInterrupt
            with engine.begin(again=discarded) as writing:
                assert (writing.position(), writing.count()) == (0, 0)

    def test_gives_the_documents_of_each_register(self, engine: Engine) -> None:
        kept = list(register(60, random.Random(2)))
        fill(engine, *kept)
        counts = engine.registers()

        assert sum(counts.values()) == len(kept)
        for name in counts:
            there = {one.id: one for one in map(Document.read, engine.bodies(name))}
            assert there == {one.id: one for one in kept if one.register == name}
            assert len(there) == counts[name]
