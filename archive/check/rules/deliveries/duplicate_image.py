"""Is each image of a page its own, or was one picture delivered twice under two names?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.register_view import DeliveryView
from archive.check.rule import Found, Profile, Rule
from archive.model.digest import Digest
from archive.model.finding import Severity

RULE = Rule(
    "DUPLICATE_IMAGE",
    12,
    Severity.BLOCKING,
    Severity.ERROR,
    "Two pages are never one picture to the last bit, so one of the two was not scanned",
)
_ALIKE = frozenset({"blank", "target"})
"""What may well look the same: pages declared blank, and the scanner's target."""


def judge(delivery: DeliveryView, profile: Profile) -> Iterable[Found]:
    """Files with the same bytes that two views show; one file that one register shows twice is the view rule's."""
    first: dict[tuple[Digest, int], str] = {}
    for register in delivery.registers:
        for position, view in enumerate(register.views):
            facts = register.files.get(view.file)
            if facts is None or view.kind in _ALIKE or facts.damage:
                continue
            other = first.setdefault((facts.digest, view.leaf), view.file)
            if other != view.file:
                yield Found(
                    f"{register.path}#/views/{position}", {"file": view.file, "first": other, "leaf": view.leaf}
                )
