"""The rules, their texts, their numbers and the page about them agree."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from archive.check.delivery_profile import profile_of
from archive.check.elsewhere import ELSEWHERE, NOT_ASKED
from archive.check.profile_faults import faults, rules
from archive.check.rule import Profile, ProfileKind
from archive.check.schemas import Schemas
from archive.model.finding import Severity
from khizana import resources
from khizana.cli.rules_page import rules_page

ROOT = Path(__file__).parents[2]
PROFILES = sorted((ROOT / "schemas" / "profiles").glob("*.json"))


def test_the_page_is_what_the_rules_say() -> None:
    written = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert written == rules_page(), "docs/rules.md is out of date: run `make rules`"


def test_every_rule_has_a_text_with_its_own_severity() -> None:
    said = resources.findings()

    assert {rule.code for rule in rules()} <= set(said)
    assert {rule.code for rule in rules() if said[rule.code]["severity"] != str(rule.contractor)} == set()


def test_a_code_is_one_rule_only() -> None:
    assert [code for code, count in Counter(rule.code for rule in rules()).items() if count > 1] == []


def test_every_number_is_answered_by_somebody_or_named_as_open() -> None:
    answered = {rule.number for rule in rules()}
    named = answered | {number for number, _, _ in ELSEWHERE} | {number for number, _ in NOT_ASKED}

    assert set(range(1, 77)) <= named
    assert answered & {number for number, _ in NOT_ASKED} == set()
    assert {code for _, codes, _ in ELSEWHERE for code in codes} <= set(resources.findings())


def test_under_holding_nothing_that_the_paper_lacks_blocks() -> None:
    assert {
        rule.code for rule in rules() if rule.number <= 40 and rule.number != 16 and rule.holding is Severity.BLOCKING
    } == set()


@pytest.mark.parametrize("path", PROFILES, ids=[path.stem for path in PROFILES])
def test_a_published_profile_follows_its_schema_and_tunes_what_there_is(path: Path) -> None:
    written: dict[str, Any] = json.loads(path.read_bytes())
    name = "urn:khizana:schema:delivery-profile:1"

    assert list(Schemas(resources.schemas()).violations(name, written)) == []
    assert list(faults(profile_of(written).rules, resources.findings())) == []


@pytest.mark.parametrize(
    ("severities", "settings", "said"),
    [
        ({"NO_SUCH": Severity.ERROR}, {}, "no finding NO_SUCH"),
        ({}, {"NO_SUCH": {"days": 1}}, "no rule NO_SUCH"),
        ({}, {"NUMBER_GAP": {"days": 1}}, "no setting days"),
        ({}, {"HIJRI_DIFFERS": {"accepted": "1"}}, "another kind of value"),
        ({}, {"HIJRI_DIFFERS": {"accepted": 1.5}}, "another kind of value"),
        ({}, {"PRESUMED_DAY": {"days": [1]}}, "another kind of value"),
        ({}, {"COPY_SHELF_MARK": {"words": {"court": "tpi"}}}, "another kind of value"),
    ],
)
def test_a_profile_that_tunes_nothing_is_told_so(severities: Any, settings: Any, said: str) -> None:
    found = list(faults(Profile("x", ProfileKind.CONTRACTOR, severities, settings), resources.findings()))

    assert len(found) == 1
    assert said in found[0]
