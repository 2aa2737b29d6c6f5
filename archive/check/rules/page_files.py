"""Is each file of the delivery whole, what it claims, and what the profile asks of a page?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.delivery_profile import FileProfile
from archive.check.file_verdict import file_findings
from archive.check.rules import duplicate_image
from archive.delivery.batch import Batch
from archive.model.finding import Finding

_BLANK = "blank"
_MAY_BE_BLANK = (_BLANK, "cover", "target", "other")


def findings(batch: Batch, profile: FileProfile) -> Iterator[Finding]:
    """What the rules on files say of every file. A page may be blank when a view declares it so, or shows no page of text."""
    shown: dict[str, set[str]] = {}
    for register in batch.registers:
        for view in register.views:
            shown.setdefault(view.file, set()).add(view.kind)
    for path, facts in batch.files.items():
        kinds = shown.get(path, set())
        may_be_blank = not kinds or bool(kinds & set(_MAY_BE_BLANK))
        yield from file_findings(facts, profile, page=path in shown, may_be_blank=may_be_blank)
    blank = {path for path, kinds in shown.items() if kinds == {_BLANK}}
    yield from duplicate_image.findings(batch, profile, blank)
