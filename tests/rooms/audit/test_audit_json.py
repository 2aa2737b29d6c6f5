"""What an audit of a package found is read back as it was."""

from __future__ import annotations

import json

import pytest

from archive.audit.audit_json import difference, package_audit, read_difference, read_package_audit
from archive.audit.outcome import Altered, Difference, Missing, PackageAudit, Unexpected, Unreadable
from archive.model.digest import Digest
from archive.model.finding import Finding, Severity
from archive.store.port import NodeKind

EVERY = (
    Difference("a", Altered(Digest.of(b"1"), Digest.of(b"2"), ((0, 4), (9, 9)))),
    Difference("b", Altered(Digest.of(b"1"), Digest.of(b"2"))),
    Difference("c", Missing()),
    Difference("d", Unexpected(NodeKind.LINK)),
    Difference("e", Unreadable("EIO")),
)
FINDING = Finding("MODE_CHANGED", Severity.WARNING, "f", {"mode": "0755"})


@pytest.mark.parametrize("stored", [True, False])
def test_every_difference_and_finding_is_read_back(stored: bool) -> None:
    audit = PackageAudit("p-v1", stored, Digest.of(b"t") if stored else None, 7, 800, EVERY, (FINDING,))

    assert read_package_audit(json.loads(json.dumps(package_audit(audit)))) == audit


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.path)
def test_a_difference_is_read_back_under_the_name_of_its_place(one: Difference) -> None:
    written = difference(one, "document")

    assert written["document"] == one.path
    assert read_difference(json.loads(json.dumps(written)), "document") == one


def test_what_is_intact_is_no_difference() -> None:
    with pytest.raises(ValueError, match=r"^intact is no difference$"):
        read_difference({"path": "a", "outcome": "intact"}, "path")
