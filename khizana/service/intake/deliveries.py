"""Every delivery that came and every verdict on it, from the ledger; a report that is gone is made again from the verdict."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from archive.api.rights import may_write
from archive.audit.report import utc
from archive.check.verdict import Verdict
from archive.holdings import queries
from archive.holdings.manifests import replaced
from archive.holdings.values import ReceivedDelivery, RecordedVerdict
from archive.model.digest import Digest
from archive.model.json import Json, read_json
from archive.model.message import tell
from archive.store.port import NotStored
from khizana.errors import UsageError
from khizana.file_writing import write_all
from khizana.outcome import Outcome
from khizana.resources import LANGUAGES
from khizana.service.intake.answers import (
    DeliveriesListed,
    DeliveryListed,
    DeliveryReceived,
    DeliveryShown,
    FindingTold,
    VerdictShown,
)
from khizana.service.intake.verdict_shelf import SUBJECT, page_name, shelf
from khizana.service.reports.port import VerdictPagesAgain
from khizana.wiring.session import Session

_NAMES = (*map(page_name, LANGUAGES), f"{SUBJECT}.json", f"{SUBJECT}.csv")


def listed(session: Session) -> Outcome[DeliveriesListed]:
    """Every delivery in the order of arrival, with the last verdict on it."""
    holdings = session.holdings
    received = queries.deliveries(holdings)
    makes_good = _made_good(session, received)
    last = {receipt.position: verdict for receipt, verdict in _judged(received, queries.every_verdict(holdings))}
    deliveries = (
        DeliveryListed(**_received(one, makes_good), **_verdict(last.get(one.position)), received_at=one.position)
        for one in received
    )
    return Outcome(DeliveriesListed(deliveries=tuple(deliveries)))


def shown(session: Session, identifier: str, pages: VerdictPagesAgain) -> Outcome[DeliveryShown]:
    """All that came under an identifier, and every verdict with its findings and its report; UsageError when nothing came."""
    holdings = session.holdings
    received = queries.deliveries(holdings, identifier)
    if not received:
        raise UsageError(
            tell(
                "no delivery {identifier} ever came: `khizana delivery list` shows those that did",
                identifier=identifier,
            )
        )
    makes_good = _made_good(session, received)
    verdicts = (
        _shown(session, verdict, {**_received(receipt, makes_good), **_verdict(verdict)}, pages)
        for receipt, verdict in _judged(received, queries.verdicts_on(holdings, identifier))
    )
    came = (DeliveryReceived(**_received(one, makes_good), received_at=one.position) for one in received)
    return Outcome(DeliveryShown(delivery=identifier, received=tuple(came), verdicts=tuple(verdicts)))


def _made_good(session: Session, received: tuple[ReceivedDelivery, ...]) -> Mapping[str, str]:
    return replaced(session.holdings, sorted({one.manifest for one in received if one.manifest}))


def _judged(
    received: tuple[ReceivedDelivery, ...], verdicts: tuple[RecordedVerdict, ...]
) -> list[tuple[ReceivedDelivery, RecordedVerdict]]:
    """Each verdict with what it judged: the last delivery before it with that name and manifest."""
    judged: list[tuple[ReceivedDelivery, RecordedVerdict]] = []
    last: dict[tuple[str, str], ReceivedDelivery] = {}
    waiting = deque(received)
    for verdict in verdicts:
        while waiting and waiting[0].position < verdict.position:
            came = waiting.popleft()
            last[came.delivery, came.manifest] = came
        if (verdict.delivery, verdict.manifest) in last:
            judged.append((last[verdict.delivery, verdict.manifest], verdict))
    return judged


def _received(one: ReceivedDelivery, makes_good: Mapping[str, str]) -> dict[str, Any]:
    return {
        "delivery": one.delivery,
        "contractor": one.contractor or None,
        "manifest": one.manifest or None,
        "manifest_lost": bool(one.manifest) and one.manifest not in makes_good,
        "replaces": makes_good.get(one.manifest) or None,
        "received": utc(one.received),
    }


def _verdict(one: RecordedVerdict | None) -> dict[str, Any]:
    if one is None:
        return {"outcome": None, "verdict": None, "position": None, "judged": None}
    document, judged = str(one.document), utc(one.judged)
    return {"outcome": one.outcome, "verdict": document, "position": one.position, "judged": judged}


def _shown(session: Session, one: RecordedVerdict, known: dict[str, Any], pages: VerdictPagesAgain) -> VerdictShown:
    """A verdict with its findings, the packages that came of it, and its report."""
    written = session.holdings.document(one.document)
    verdict = Verdict.of(cast("dict[str, Json]", read_json(written)))
    accepted = one.outcome == "accepted"
    stored = queries.of_manifest(session.holdings, Digest.parse(one.manifest)) if accepted else ()
    return VerdictShown(
        **known,
        counts=verdict.received,
        findings=tuple(map(FindingTold.of, verdict.findings)),
        packages=tuple(package.package for package in stored),
        files=tuple(map(str, _report(session, one, written, pages))),
    )


def _report(session: Session, one: RecordedVerdict, written: bytes, pages: VerdictPagesAgain) -> list[Path]:
    """The files of a report; what is gone is made again, where this process may write."""
    folder = shelf(session.settings.reports, one.delivery, one.document)
    gone = [name for name in _NAMES if not (folder / name).is_file()]
    if gone and may_write(session.settings):
        write_all(
            folder, {name: content for name, content in _again(session, one, written, pages).items() if name in gone}
        )
    return [folder / name for name in _NAMES if (folder / name).is_file()]


def _again(session: Session, one: RecordedVerdict, written: bytes, pages: VerdictPagesAgain) -> dict[str, bytes]:
    """The report as it was where its pages are kept; else drawn from the verdict alone, without what the delivery showed."""
    verdict = Verdict.of(cast("dict[str, Json]", read_json(written)))
    files = {**pages(verdict), f"{SUBJECT}.json": written}
    digests = session.holdings.entry(one.position).digests
    for language in LANGUAGES:
        digest = digests.get(f"report.{language}")
        try:
            page = session.holdings.document(digest) if digest else b""
        except NotStored:
            continue  # an audit names a document that is lost
        if digest and Digest.of(page) == digest:
            files[page_name(language)] = page
    return files
