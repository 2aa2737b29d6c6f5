"""An ingest records what came, what was judged and which packages are held, each once, with what each entry must name."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import published
from archive.delivery.folder import FolderSource
from archive.ingest import IngestContext, IngestReport, ingest
from archive.ingest.ledger_holdings import LedgerHoldings
from archive.ledger.entry import Entry, EntryType
from archive.ledger.log.files import FilesLedger
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.package.package_reader import PackageReading
from archive.store.folder_store.folder import FolderStore
from tests.faults.operations import MOMENT, SIGNER, Remembered
from tests.support.deliveries import Delivery
from tests.support.other_births import births, drawn_anew, with_second

SERIES = "ma_01.511.01.03-1_dahir1950_birth_1987"


@pytest.fixture(scope="module")
def measured() -> Remembered:
    return Remembered()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    return births(tmp_path_factory.mktemp("recording") / "first", "first-0001", part=1, parts=2)


@pytest.fixture
def context(tmp_path: Path) -> IngestContext:
    store = FolderStore.create(tmp_path / "store")
    FilesLedger.create(tmp_path / "ledger", SIGNER)
    ledger = FilesLedger(tmp_path / "ledger", SIGNER.verifier, SIGNER)
    schemas, countries = published.schemas(), published.countries()
    return IngestContext(
        store,
        ledger,
        PackageReading(store),
        schemas,
        countries,
        lambda: MOMENT,
        "tester",
        ("Khizana", "test"),
    )


def take_in(delivery: Delivery, context: IngestContext, memory: Remembered) -> IngestReport:
    told: list[tuple[str, int, int]] = []
    report = ingest(
        FolderSource(delivery.root),
        context,
        lambda *one: told.append(one),
        lambda batch, verdict: {"report.ar": b"a report"},
        memory,
    )
    assert {stage for stage, _, _ in told} >= {"measured"}
    assert all(0 <= done <= total for _, done, total in told)
    return report


def entries(context: IngestContext, type_: EntryType) -> list[Entry]:
    return [one.entry for one in context.ledger.since(0) if one.entry.type is type_]


def refused(tmp_path: Path, name: str = "refused-0001") -> Delivery:
    delivery = births(tmp_path / name, name)
    next((delivery.root / "registers/births-1987/images").iterdir()).unlink()
    return delivery


def test_what_came_is_recorded_with_its_documents_and_its_size(
    first: Delivery, context: IngestContext, measured: Remembered
) -> None:
    take_in(first, context, measured)
    (came,) = entries(context, EntryType.DELIVERY_RECEIVED)
    manifest, offices = ((first.root / name).read_bytes() for name in ("manifest.json", "offices.json"))
    files = [path for path in first.root.rglob("*") if path.is_file()]

    assert (came.subject, came.actor, came.time) == ("first-0001", "tester", MOMENT)
    assert came.digests == {"manifest": Digest.of(manifest), "offices": Digest.of(offices)}
    assert context.store.document(Digest.of(manifest)) == manifest
    assert context.store.document(Digest.of(offices)) == offices
    assert came.counts == {"registers": 1, "files": len(files), "bytes": sum(path.stat().st_size for path in files)}
    assert came.links == {"contractor": "contractor-code", "country": "ma"}


def test_a_verdict_is_recorded_with_its_findings_by_severity_and_its_reports(
    tmp_path: Path, context: IngestContext, measured: Remembered
) -> None:
    delivery = refused(tmp_path)
    report = take_in(delivery, context, measured)
    (judged,) = entries(context, EntryType.VERDICT)

    assert (judged.subject, judged.outcome, judged.actor) == ("refused-0001", "refused", "tester")
    assert judged.digests == {
        "verdict": report.verdict_digest,
        "manifest": Digest.of((delivery.root / "manifest.json").read_bytes()),
        "report.ar": Digest.of(b"a report"),
    }
    assert sum(judged.counts.values()) == len(report.verdict.findings) > 0
    assert context.store.document(Digest.of(b"a report")) == b"a report"
    assert (report.stored, report.already, report.position) == ((), (), 2)


def test_a_package_is_recorded_with_what_it_holds(
    first: Delivery, context: IngestContext, measured: Remembered
) -> None:
    report = take_in(first, context, measured)
    (stored,) = entries(context, EntryType.PACKAGE_STORED)
    package = f"{SERIES}_p1_office-v1"
    facts = context.reading.facts(package)
    payload = [one for one in context.store.listing(package) if one.path.startswith("data/")]

    assert report.stored == (package,)
    assert (stored.subject, stored.actor, stored.outcome) == (package, "tester", "")
    assert stored.links == {"register": f"{SERIES}_p1_office", "delivery": "first-0001"}
    assert stored.digests["manifest"] == Digest.of((first.root / "manifest.json").read_bytes())
    with context.store.open(package, "tagmanifest-sha256.txt") as tags:
        assert stored.digests["tagmanifest"] == Digest.of(tags.read())
    assert stored.counts == {
        "views": facts.views,
        "pages": facts.holding.pages,
        "acts": facts.acts,
        "mentions": facts.mentions,
        "payload_bytes": sum(one.size for one in payload),
        "payload_files": len(payload),
    }
    assert report.position == context.ledger.head().size == 3


def test_the_same_delivery_again_records_nothing_and_names_what_is_there(
    first: Delivery, context: IngestContext, measured: Remembered
) -> None:
    before = take_in(first, context, measured)
    again = take_in(first, context, measured)

    assert (again.stored, again.already) == ((), before.stored)
    assert again.position == before.position
    assert again.verdict_digest == before.verdict_digest


def test_a_delivery_without_a_readable_manifest_is_recorded_unnamed(
    tmp_path: Path, context: IngestContext, measured: Remembered
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "file").write_bytes(b"x")
    report = take_in(Delivery(tmp_path / "empty"), context, measured)
    (came,), (judged,) = entries(context, EntryType.DELIVERY_RECEIVED), entries(context, EntryType.VERDICT)

    assert (came.subject, judged.subject, judged.outcome) == ("unnamed", "unnamed", "refused")
    assert came.digests == {}
    assert came.links == {}
    assert set(judged.digests) == {"verdict", "report.ar"}
    assert not report.verdict.accepted


def test_what_the_ledger_holds_is_told_to_the_next_delivery(
    first: Delivery, context: IngestContext, measured: Remembered, tmp_path: Path
) -> None:
    register = RegisterId.parse(f"{SERIES}_p1_office")
    manifest = Digest.of((first.root / "manifest.json").read_bytes())
    before = LedgerHoldings.replay(context, manifest)
    assert (before.ours, before.received, before.verdict, before.chain(register)) == ((), False, None, ())
    assert (before.holds(register.package()), before.register_held(register)) == (False, False)
    report = take_in(first, context, measured)
    own, other = LedgerHoldings.replay(context, manifest), LedgerHoldings.replay(context, Digest.of(b"other"))

    assert (own.ours, own.received, own.verdict) == (report.stored, True, report.verdict_digest)
    assert (other.ours, other.received, other.verdict) == ((), False, None)
    assert LedgerHoldings.replay(context, None).ours == ()
    assert own.holds(register.package())
    assert (own.register_held(register), other.register_held(register)) == (False, True)
    assert own.chain(register) == ()
    (link,) = other.chain(register)
    assert link.package == register.package()
    assert [str(one["id"]) for one in context.reading.acts(link.package)] == list(other.standing(register).acts)
    assert other.follows(register.package(2), link)
    assert not other.follows(register.package(2), None)
    assert other.follows(f"{SERIES}_p2_office-v1", None)
    assert not other.disposed(register)
    assert [(one.manifest, one.contractor, one.outcome) for one in other.sent("first-0001")] == [
        (str(manifest), "contractor-code", "accepted")
    ]
    assert other.manifest_of(other.sent("first-0001")[0]) == (first.root / "manifest.json").read_bytes()


def test_where_an_image_is_held_already_is_told_with_its_view(
    first: Delivery, context: IngestContext, measured: Remembered
) -> None:
    take_in(first, context, measured)
    other = LedgerHoldings.replay(context, None)
    package = f"{SERIES}_p1_office-v1"
    view = context.reading.views(package)[0]

    assert [(one.register, one.package, one.view) for one in other.images_shown(view.digest, False)] == [
        (f"{SERIES}_p1_office", package, view.name)
    ]
    own = LedgerHoldings.replay(context, Digest.of((first.root / "manifest.json").read_bytes()))
    assert list(own.images_shown(view.digest, False)) == []
    assert list(other.images_shown(Digest.of(b"another image"), False)) == []
    assert other.images_unread() == ()


def test_whoever_looks_on_is_told_the_runs_and_images_that_others_brought(
    first: Delivery, context: IngestContext, measured: Remembered
) -> None:
    looking = LedgerHoldings.replay(context, Digest.of(b"other"))
    own = LedgerHoldings.replay(context, Digest.of((first.root / "manifest.json").read_bytes()))
    take_in(first, context, measured)
    views = context.reading.views(f"{SERIES}_p1_office-v1")

    assert looking.follow() == {f"{SERIES}_office", *(str(view.digest) for view in views if view.kind != "blank")}
    assert looking.follow() == frozenset()
    assert own.follow() == frozenset()
    assert looking.position == context.ledger.head().size


def test_bytes_that_were_refused_as_they_were_listed_are_known(
    tmp_path: Path, context: IngestContext, measured: Remembered
) -> None:
    short = refused(tmp_path)
    wrong = births(tmp_path / "wrong", "wrong-0001")
    with wrong.acts() as acts:
        acts[0]["number"] = "no number"
    wrong.seal()
    for delivery, known in ((short, False), (wrong, True)):
        assert not take_in(delivery, context, measured).verdict.accepted
        manifest = Digest.of((delivery.root / "manifest.json").read_bytes())
        assert LedgerHoldings.replay(context, manifest).rejected(manifest) is known
        assert not LedgerHoldings.replay(context, None).rejected(manifest)


def identifiers(context: IngestContext, part: int, copy: str = "office") -> list[str]:
    return [str(act["id"]).removeprefix(f"{SERIES}_") for act in context.reading.acts(f"{SERIES}_p{part}_{copy}-v1")]


def test_parts_of_one_delivery_get_no_identifier_twice(
    tmp_path: Path, context: IngestContext, measured: Remembered
) -> None:
    both = with_second(births(tmp_path / "both", "both-0001", part=1, parts=2), part=2, parts=2)
    take_in(both, context, measured)
    court = drawn_anew(births(tmp_path / "court", "court-0001", part=2, parts=2, copy="court"), mark=2)
    take_in(court, context, measured)

    assert "0002" in identifiers(context, 1)
    assert identifiers(context, 2) == [f"{one}~2" for one in identifiers(context, 1)]
    assert identifiers(context, 2, "court") == identifiers(context, 2)
