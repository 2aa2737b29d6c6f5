"""Each rule has a register written by hand that breaks it, and a twin that differs in that alone and breaks nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.check.engine.rule import HOLDING
from archive.check.rules.acts import ACTS
from archive.check.rules.registers import REGISTERS
from archive.model.finding import Severity
from khizana import resources
from tests.rooms.check.rules.asking import answers

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
BEYOND = {"DUPLICATE_NUMBER", "NUMBER_IN_OTHER_PART"}
"""Rules that look beyond one register: tests of deliveries and of what is held have their cases."""
OURS = {
    rule.code
    for module in (*REGISTERS, *ACTS)
    for rule in module.RULES
    if not rule.fixed and rule.numbers and max(rule.numbers) <= 40 and rule.code not in BEYOND
}
"""The rules of volumes, keys and dates; those of names, people, places and mentions have their cases beside these."""


def case_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_register_that_breaks_a_rule_is_told_so(path: Path) -> None:
    case = case_of(path)
    found = answers(case["wrong"])
    ours = [finding for finding in found if finding.code == case["raises"]]

    assert {finding.code for finding in found} == {case["raises"], *case.get("also", ())}
    assert [str(finding.severity) for finding in ours[:1]] == [case.get("severity", str(ours[0].severity))]
    assert all(set(finding.params) == set(_params(finding.code)) for finding in ours)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_its_twin_is_told_nothing(path: Path) -> None:
    assert [(finding.code, finding.place, dict(finding.params)) for finding in answers(case_of(path)["twin"])] == []


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_existing_holdings_are_never_refused_for_their_paper(path: Path) -> None:
    assert [
        finding for finding in answers(case_of(path)["wrong"], HOLDING) if finding.severity is Severity.BLOCKING
    ] == []


def test_every_rule_on_volumes_keys_and_dates_has_a_case() -> None:
    assert {path.stem.partition("-")[0] for path in CASES} == OURS


def _params(code: str) -> list[str]:
    return resources.findings()[code]["params"]  # type: ignore[return-value]
