"""A line of JSON that is read the quick way is read as the strict way reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.delivery.facts.batch import DeliveredAct, Problem
from archive.delivery.keyed_tables.json_acts import acts
from archive.model.json import InvalidJson, read_line

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers() | st.integers(2**62, 2**66) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)
SEPARATORS = st.sampled_from([(",", ":"), (", ", ": ")])


def one(line: bytes) -> DeliveredAct | Problem:
    (found,) = acts("acts.jsonl", [line])
    return found


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.dictionaries(TEXTS, VALUES, max_size=4), SEPARATORS, st.booleans())
def test_every_object_is_read_as_the_strict_reader_reads_it(
    content: dict[str, Any], separators: tuple[str, str], escaped: bool
) -> None:
    line = (json.dumps(content, ensure_ascii=escaped, separators=separators) + "\n").encode()
    read = one(line)

    assert isinstance(read, DeliveredAct)
    assert (repr(read.content), read.plain) == (repr(read_line(line)[0]), read_line(line)[1])


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1,"a":1}\n',
        b'{"a":{"b":1,"b":2}}\n',
        b'{"a":NaN}\n',
        b'{"a":"\xff"}\n',
        b'{"a":"\t"}\n',
        b'\xef\xbb\xbf{"a":1}\n',
        b'{"a":01}\n',
        b'{"a":1}{"b":2}\n',
        b"[" * 5000 + b"\n",
    ],
)
def test_what_the_strict_reader_refuses_is_refused(line: bytes) -> None:
    with pytest.raises(InvalidJson):
        read_line(line)

    assert isinstance(one(line), Problem)


@pytest.mark.parametrize("number", ["1.0", "1e16", "1e-7", "-0.5", "2.5e3", "1.0e+2", "18446744073709551616", "-0.0"])
def test_a_number_with_a_decimal_point_or_exponent_is_not_plain(number: str) -> None:
    for line in (f'{{"a":{number}}}\n', f'{{"a":[{number},1]}}\n', f'{{"a":{number},"b":1}}\n'):
        read = one(line.encode())

        assert isinstance(read, DeliveredAct)
        assert read.plain == read_line(line.encode())[1]
        assert repr(read.content) == repr(read_line(line.encode())[0])
