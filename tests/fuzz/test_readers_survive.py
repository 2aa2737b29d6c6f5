"""Whatever bytes come in, a reader answers, and soon: it refuses or it reads, and never breaks off.

`make fuzz` asks the same with very many more examples.
"""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.spoiling import spoilt
from tests.fuzz.targets import TARGETS

SECONDS = 10


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_answers_whatever_it_is_given(name: str) -> None:
    target, right = TARGETS[name]

    @settings(deadline=None, suppress_health_check=list(HealthCheck))
    @given(spoilt(right))
    def answers(content: bytes) -> None:
        begun = time.monotonic()
        said = target(content)

        assert time.monotonic() - begun < SECONDS
        json.dumps(said, default=str)

    answers()


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_takes_what_is_right(name: str) -> None:
    target, right = TARGETS[name]

    for content in right:
        said = target(content)

        assert "DAMAGED" not in str(said)
        assert "XML_" not in str(said)
        assert "NOT_A_BAG" not in str(said)


@given(st.binary(max_size=400))
@settings(max_examples=20)
def test_bytes_of_no_kind_are_answered_under_every_name(content: bytes) -> None:
    for target, _ in TARGETS.values():
        target(content)
