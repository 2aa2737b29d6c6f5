"""The rules, their texts, their numbers and the page about them agree."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from archive import published
from archive.check.engine.rule import Profile, ProfileKind, Stage
from archive.check.profile.delivery_profile import DeliveryProfile, profile_of
from archive.check.profile.profile_faults import faults
from archive.check.rulebook import MODULES, rules
from archive.check.schemas import Schemas
from archive.check.unimplemented_rules import NOT_ASKED
from archive.model.finding import Severity
from khizana import resources
from khizana.cli.documents.rules_page import rules_page

ROOT = Path(__file__).parents[2]
PROFILES = sorted((ROOT / "schemas" / "profiles").glob("*.json"))


def test_the_page_is_what_the_rules_say() -> None:
    written = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert written == rules_page(), "docs/rules.md is out of date: run `make rules`"


def test_every_finding_has_one_rule_and_a_text_with_its_severity() -> None:
    said = resources.findings()

    assert set(rules()) == set(said)
    assert {code for code, rule in rules().items() if said[code]["severity"] != str(rule.contractor)} == set()


def test_a_code_is_one_rule_only() -> None:
    listed = {id(rule): rule.code for module in MODULES for rule in module.RULES}

    assert [code for code, count in Counter(listed.values()).items() if count > 1] == []


def test_every_number_is_answered_by_somebody_or_named_as_open() -> None:
    answered = {number for rule in rules().values() for number in rule.numbers}

    assert set(range(1, 77)) <= answered | {number for number, _ in NOT_ASKED}
    assert answered & {number for number, _ in NOT_ASKED} == set()


def test_under_holding_nothing_that_the_paper_lacks_blocks() -> None:
    assert {
        rule.code
        for rule in rules().values()
        if rule.stage in (Stage.REGISTER, Stage.ACT) and not rule.fixed and rule.holding is Severity.BLOCKING
    } == {"TRANSCRIPTION_NAMES_OTHER_IMAGE", "TRANSCRIPTION_SIZE_DIFFERS"}


@pytest.mark.parametrize("path", PROFILES, ids=[path.stem for path in PROFILES])
def test_a_published_profile_follows_its_schema_and_tunes_what_there_is(path: Path) -> None:
    written: dict[str, Any] = json.loads(path.read_bytes())
    name = "urn:khizana:schema:delivery-profile:1"

    assert list(Schemas(published.schemas()).violations(name, written)) == []
    assert list(faults(profile_of(written))) == []


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
    rules = Profile("x", ProfileKind.CONTRACTOR, severities, settings)
    found = list(faults(DeliveryProfile(rules=rules)))

    assert len(found) == 1
    assert said in found[0].said
