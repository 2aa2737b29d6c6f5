"""Asks a judge whether PDFs keep the PDF/A that they claim: once for a whole delivery, because a judge is slow to start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import Protocol

from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.page_facts import PdfaAnswer
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source

_AT_ONCE = 200


class PdfaJudge(Protocol):
    """A validator of PDF/A that we did not write."""

    def judge(self, files: Mapping[int, str]) -> Mapping[int, PdfaAnswer]:
        """The answer about each file, given as a descriptor and its claim; none where the judge could not tell."""


class NoJudge:
    """Where no validator is installed: nothing is answered, and a finding says so."""

    def judge(self, files: Mapping[int, str]) -> Mapping[int, PdfaAnswer]:
        return {}


def judged(source: Source, facts: Iterable[FileFacts], judge: PdfaJudge) -> Iterator[FileFacts]:
    """Those of the facts whose claim was judged, each with its answer; damaged files and files without a claim are not asked."""
    asked = (one for one in facts if one.pdf and one.pdf.claim and not one.pdf.answer and not one.damage)
    while some := list(islice(asked, _AT_ONCE)):
        yield from _some(source, some, judge)


def _some(source: Source, some: list[FileFacts], judge: PdfaJudge) -> Iterator[FileFacts]:
    with ExitStack() as opened:
        descriptors: dict[int, FileFacts] = {}
        for one in some:
            try:
                descriptors[opened.enter_context(source.open(one.path)).fileno()] = one
            except (NotDelivered, DeliveryUnreadable):
                continue  # it was there a moment ago: unknown is not false
        claims = {number: one.pdf.claim for number, one in descriptors.items() if one.pdf}
        for number, answer in judge.judge(claims).items():
            one = descriptors[number]
            if one.pdf:
                yield replace(one, pdf=replace(one.pdf, answer=answer))
