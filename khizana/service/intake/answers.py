"""What the use cases about deliveries answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from archive.check.indicators import Indicators
from archive.check.verdict import SCHEMA, Counts, Verdict
from archive.model.finding import Finding
from khizana.language import spoken
from khizana.outcome import Answer, AnyJson, LedgerHead
from khizana.service.preservation.replicas import ReplicaSynced


@dataclass(frozen=True, slots=True)
class FindingTold:
    """A finding, its text and its remedy in Arabic, French and English."""

    code: str
    severity: str
    place: str
    params: Mapping[str, AnyJson]
    text: Mapping[str, str]
    remedy: Mapping[str, str]

    @classmethod
    def of(cls, finding: Finding) -> FindingTold:
        """The finding as it is told to people."""
        return cls(finding.code, str(finding.severity), finding.place, finding.params, *spoken(finding.to_json()))


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """What came in; what of it passes, and what goes back: one of the two is nothing."""

    received: Counts
    passed: Counts
    refused: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictTold:
    """A verdict on a delivery (schemas/verdict.schema.json), its findings with their texts."""

    schema: str = SCHEMA
    delivery: str
    manifest: str | None
    accepted: bool
    counts: VerdictCounts
    findings: tuple[FindingTold, ...]
    indicators: tuple[Indicators, ...]
    not_asked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryChecked(VerdictTold, Answer):
    """What would become of a delivery, and the files of the report."""

    command: Literal["check"] = "check"
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexFollowed:
    """How many entries the index lags behind, and why."""

    lag: int
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryIngested(VerdictTold, Answer):
    """A delivery that was taken in or refused: its verdict, the packages that came of it, and where everything stands."""

    command: Literal["ingest"] = "ingest"
    verdict_document: str
    stored: tuple[str, ...]
    already: tuple[str, ...]
    ledger: LedgerHead
    index: IndexFollowed
    replicas: tuple[ReplicaSynced, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileChecked:
    """The verdict on a file that was checked by itself: valid, warn, policy or invalid."""

    path: str
    verdict: str
    puid: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FilesChecked:
    """Each of them, and its findings as they are told to people; `--json` prints a line for each."""

    files: tuple[tuple[FileChecked, tuple[FindingTold, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateWritten(Answer):
    """Where a small right delivery was written."""

    command: Literal["delivery template"] = "delivery template"
    directory: str


@dataclass(frozen=True, slots=True)
class CountChanged:
    """A count of a manifest, before and after; None where there was none."""

    place: str
    before: AnyJson
    after: AnyJson


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRefreshed(Answer):
    """What became of a manifest: written, unchanged, would_write or refused; `to_write` is what people must still fill in."""

    command: Literal["delivery manifest"] = "delivery manifest"
    manifest: str
    done: str
    dry_run: bool
    added: tuple[str, ...]
    gone: tuple[str, ...]
    altered: tuple[str, ...]
    registers: tuple[str, ...]
    counts: tuple[CountChanged, ...]
    to_write: tuple[str, ...]
    findings: tuple[FindingTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCame:
    """A delivery as it was received. `replaces` names the one that it makes good; nothing is known where its manifest is lost."""

    delivery: str
    contractor: str | None
    manifest: str | None
    manifest_lost: bool
    replaces: str | None
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReceived(DeliveryCame):
    """The same with the position of its entry in the ledger."""

    received_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryJudged(DeliveryCame):
    """A delivery with its last verdict: the outcome, the digest of the document, its entry, when; None while there is none."""

    outcome: str | None
    verdict: str | None
    position: int | None
    judged: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryListed(DeliveryJudged):
    """A line of the list of deliveries."""

    received_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictShown(DeliveryJudged):
    """A verdict with what was counted and found, the packages that came of it, and the files of its report."""

    counts: Counts
    findings: tuple[FindingTold, ...]
    packages: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesListed(Answer):
    """Every delivery in the order of arrival."""

    command: Literal["delivery list"] = "delivery list"
    deliveries: tuple[DeliveryListed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryShown(Answer):
    """All that came under an identifier, and every verdict on it."""

    command: Literal["delivery show"] = "delivery show"
    delivery: str
    received: tuple[DeliveryReceived, ...]
    verdicts: tuple[VerdictShown, ...]


def told(verdict: Verdict) -> dict[str, Any]:
    """The fields of `VerdictTold` for a verdict."""
    return {
        "delivery": verdict.delivery,
        "manifest": str(verdict.manifest) if verdict.manifest else None,
        "accepted": verdict.accepted,
        "counts": VerdictCounts(verdict.received, verdict.passed, verdict.refused),
        "findings": tuple(map(FindingTold.of, verdict.findings)),
        "indicators": verdict.indicators,
        "not_asked": verdict.not_asked,
    }
