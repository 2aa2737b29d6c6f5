"""Whatever contradicts itself or its manifest is found under the right code, at the right place, and nothing else is."""

from __future__ import annotations

import pytest

from archive.model.finding import Severity
from tests.rooms.check.broken import BROKEN, Break
from tests.support.deliveries import Delivery


@pytest.mark.parametrize(("spoil", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_delivery_raises_its_findings_and_no_other(
    delivery: Delivery, spoil: Break, expected: set[tuple[str, str]]
) -> None:
    spoil(delivery)
    verdict = delivery.examine()

    assert {(finding.code, finding.place) for finding in verdict.findings} == expected
    assert verdict.accepted == all(finding.severity is not Severity.BLOCKING for finding in verdict.findings)
