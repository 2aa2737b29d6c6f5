"""The list of names: Arabic where Arabic belongs, Latin where Latin belongs, nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from register_maker.words.people import read_resource

_ARABIC = re.compile("[ء-غف-ي]+(?: [ء-غف-ي]+)*")
_LATIN = re.compile("[A-ZÀ-Ý][a-zà-ÿ]*(?: [A-Z][a-zà-ÿ]*)*")
KINDS = ("male", "female", "surname")


def entries(kind: str) -> list[dict[str, Any]]:
    return [entry for group in read_resource("names.json")[kind].values() for entry in group]


@pytest.mark.parametrize("kind", KINDS)
def test_writes_each_name_in_its_own_script(kind: str) -> None:
    strange = [
        entry
        for entry in entries(kind)
        if not _ARABIC.fullmatch(entry["ar"]) or not all(_LATIN.fullmatch(one) for one in entry["latin"])
    ]

    assert strange == []


@pytest.mark.parametrize("kind", KINDS)
def test_holds_no_name_twice(kind: str) -> None:
    twice = [name for name, count in Counter(entry["ar"] for entry in entries(kind)).items() if count > 1]
    again = [entry for entry in entries(kind) if len(set(entry["latin"])) < len(entry["latin"])]

    assert (twice, again) == ([], [])


@pytest.mark.parametrize(("kind", "least"), [("male", 160), ("female", 160), ("surname", 250)])
def test_holds_enough_names(kind: str, least: int) -> None:
    spellings = {len(entry["latin"]) for entry in entries(kind)}

    assert len(entries(kind)) >= least
    assert spellings == {1, 2, 3} or spellings == {1, 2}


@pytest.mark.parametrize("group", ["arab", "amazigh", "saharan", "jewish"])
@pytest.mark.parametrize("kind", KINDS)
def test_knows_every_community(kind: str, group: str) -> None:
    assert len(read_resource("names.json")[kind][group]) >= 8
