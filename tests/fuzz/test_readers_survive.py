"""Whatever bytes come in, a reader answers, and soon: it refuses or it reads, and never breaks off.

`make fuzz` asks the same with very many more examples.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.spoiling import spoilt
from tests.fuzz.targets import TARGETS, measured_as

SECONDS = 10
FOUND = Path(__file__).parent / "found"


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


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_once_broke_a_reader_is_now_refused(path: Path) -> None:
    verdict = measured_as(path.name)(path.read_bytes())

    assert isinstance(verdict, dict)
    assert verdict["verdict"] == "invalid"


@given(st.binary(max_size=400))
@settings(max_examples=20)
def test_bytes_of_no_kind_are_answered_under_every_name(content: bytes) -> None:
    for target, _ in TARGETS.values():
        target(content)
