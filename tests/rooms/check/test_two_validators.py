"""The quick validator and the one that gives reasons agree on good acts and on bad ones."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import published
from archive.check.rules.files.any.schema_named import ACT
from archive.check.schemas import Schemas
from archive.model.json import read_line

SCHEMAS = Schemas(published.schemas())
ACTS: list[dict[str, Any]] = [
    act
    for path in sorted((Path(__file__).parent / "rules" / "cases").glob("*.json"))
    for act in json.loads(path.read_bytes())["twin"]["acts"]
]
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    42,
    42.0,
    1e3,
    10**9,
    "",
    "text",
    "a\u0001b",
    "a\u007fb",
    "tab\tand\nline",
    "1987-02-30",
    "1987-13-01",
    "٢٠",
    "x" * 5000,
    "../up",
    "a//b",
    "on_paper",
    [],
    {},
    [1, 2, 3, 4],
    {"value": "x"},
    {"value": 3},
    {"absent": "illegible"},
    {"absent": "illegible", "value": 1},
    {"absent": "gone"},
    [{"file": "a.tif", "boxes": [[0, 0, 1, 1]]}],
    [{"file": "./a.tif", "boxes": [[0, 0, 0.0, 1]]}],
]
NAMES = [
    "value",
    "absent",
    "as_written",
    "source",
    "role",
    "number",
    "event",
    "suffix",
    "order",
    "kind",
    "persons",
    "x",
]


def spots(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place inside a JSON value."""
    yield way
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from spots(one, (*way, name))


def holder(act: Any, way: tuple[str | int, ...]) -> Any:
    for name in way:
        act = act[name]
    return act


def remove(act: Any, way: tuple[str | int, ...], value: Any, name: str) -> None:
    del holder(act, way[:-1])[way[-1]]


def replace(act: Any, way: tuple[str | int, ...], value: Any, name: str) -> None:
    holder(act, way[:-1])[way[-1]] = copy.deepcopy(value)


def add(act: Any, way: tuple[str | int, ...], value: Any, name: str) -> None:
    found = holder(act, way)
    if isinstance(found, dict):
        found[name] = copy.deepcopy(value)
    elif isinstance(found, list):
        found.append(copy.deepcopy(value))


CHANGES: list[Callable[..., None]] = [remove, replace, replace, add]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A right act with nought to three changes anywhere in it."""
    act = copy.deepcopy(draw(st.sampled_from(ACTS)))
    for _ in range(draw(st.integers(0, 3))):
        places = [way for way in spots(act) if way]
        way = draw(st.sampled_from(places))
        draw(st.sampled_from(CHANGES))(act, way, draw(st.sampled_from(VALUES)), draw(st.sampled_from(NAMES)))
    return act


@settings(max_examples=600, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_quick_and_thorough_answer_alike_however_the_act_is_spoilt(act: dict[str, Any]) -> None:
    line = json.dumps(act, ensure_ascii=False).encode()
    read, plain = read_line(line)
    thorough = list(SCHEMAS.reasons(ACT, read))

    assert read == act
    assert SCHEMAS.follows(ACT, read) == (not thorough)
    assert SCHEMAS.follows(ACT, read, plain=plain) == (not thorough)


def test_the_corpus_holds_good_acts_and_bad_ones() -> None:
    assert len(ACTS) > 100
    assert all(SCHEMAS.follows(ACT, act) for act in ACTS)
    assert all(not SCHEMAS.follows(ACT, {**act, "number": value}) for act in ACTS for value in VALUES if value != 42)
    assert not SCHEMAS.follows(ACT, {**ACTS[0], "number": 42.0})


def test_plain_text_is_text_without_escape_control_character_or_decimal_point() -> None:
    plain = {
        line: read_line(line)[1] for line in (b'{"a":"b"}', b'{"a":"\\u0001"}', b'{"a":"\x7f"}', b'{"a":1.0}', b"1e3")
    }

    assert plain == {
        b'{"a":"b"}': True,
        b'{"a":"\\u0001"}': False,
        b'{"a":"\x7f"}': False,
        b'{"a":1.0}': False,
        b"1e3": False,
    }


def test_the_pattern_that_plain_text_need_not_be_asked_for_is_that_of_the_schema() -> None:
    text = published.schemas()["urn:khizana:schema:common:1"]["$defs"]["text"]  # type: ignore[call-overload,index]

    assert not SCHEMAS.follows(ACT, {**ACTS[0], "remarks": {"value": "a\u0001b"}})
    assert SCHEMAS.follows(ACT, {**ACTS[0], "remarks": {"value": "a\u0001b"}}, plain=True)
    assert "u0000" in text["pattern"]
