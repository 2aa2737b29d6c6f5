"""Every rule that a tender may tune weighs what its profile says, and the verdict with it; of the others the profile is refused.

Most codes are planted by the maker and tried in tests/rooms/maker/test_planters.py; the rest are raised here by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha3_256
from pathlib import Path

import pytest

from archive import published
from archive.check.engine.act_stream import judged_acts
from archive.check.engine.rule import Fixed, Profile, ProfileKind
from archive.check.engine.rule_runner import RuleRunner
from archive.check.file_verdict import file_findings
from archive.check.previous_deliveries import Sent
from archive.check.profile.delivery_profile import DeliveryProfile
from archive.check.reference import Nothing
from archive.check.rulebook import rules
from archive.check.schemas import Schemas
from archive.check.verdict import Counts, Verdict
from archive.delivery.facts.batch import DeliveredAct, FileFacts
from archive.delivery.facts.page_facts import ImageFacts, PdfFacts
from archive.delivery.receive import silent
from archive.model.digest import Digest
from archive.model.finding import Finding, Severity
from archive.model.identifiers import RegisterId
from khizana.errors import CannotWork
from khizana.language import Speaker
from khizana.resources import LANGUAGES
from khizana.service.intake.file_check import profile_at, verdicts
from register_maker.planters.registry import known
from tests.rooms.check.broken import TRANSCRIPTION
from tests.rooms.check.rules.asking import answers
from tests.rooms.check.test_act_rules import KNOWN, REGISTER
from tests.rooms.check.test_bags_of_others import bag
from tests.rooms.check.test_base_rules import BORN, SON, found_in, kept
from tests.rooms.check.test_mets_of_others import document
from tests.rooms.check.test_version_rules import rescan, views_for
from tests.rooms.maker.test_planters import LESSER
from tests.support.deliveries import Delivery
from tests.support.judges import Saying
from tests.support.versions import archive_of_template, held
from tests.support.written_acts import PLACE, birth_1951, birth_1987, marriage_1931, register

TUNABLE = {code for code, rule in rules().items() if not rule.fixed}
FIXED = {code: rule.fixed for code, rule in rules().items() if rule.fixed}


@dataclass(frozen=True)
class At:
    """Where a case may put its files, and the profile that it is judged under."""

    folder: Path
    archive: Path
    example: Delivery
    profile: Profile

    @property
    def tender(self) -> DeliveryProfile:
        return DeliveryProfile(rules=self.profile)


class RefusedBefore(Nothing):
    """An archive that has refused this very delivery."""

    def rejected(self, manifest: Digest) -> bool:
        return True


class NumberedElsewhere(Nothing):
    """An archive that holds act 1 in another part of every series."""

    def numbers_held(self, register: RegisterId) -> dict[tuple[int, str], str]:
        return {(1, ""): f"{register.series}_p9_{register.copy}"}


@dataclass(frozen=True)
class RefusedMore(Nothing):
    """An archive that has refused a delivery with one register more."""

    listed: bytes
    contractor: str

    def sent(self, identifier: str) -> tuple[Sent, ...]:
        return (Sent(str(Digest.of(self.listed)), self.contractor, "refused"),) if identifier == "refused-1" else ()

    def manifest_of(self, sent: Sent) -> bytes:
        return self.listed


def in_a_resubmission(at: At) -> Iterable[Finding]:
    with at.example.manifest() as manifest:
        manifest["replaces"] = "refused-1"
        gone = {"description": "registers/gone/register.json", "counts": {"pages": 7, "acts": 3}}
        before = json.dumps({**manifest, "registers": [*manifest["registers"], gone]}).encode()
        contractor = manifest["contractor"]
    return at.example.examine(RefusedMore(before, contractor), at.profile).findings


def copies() -> list[dict[str, object]]:
    office, court = kept(birth_1951(), BORN), kept(birth_1951(), BORN, copy="court")
    court["persons"][0]["sex"] = {"value": "male"}
    return [office, court]


def in_a_bag(at: At, path: str, content: str = "", **made: tuple[str, ...]) -> Iterable[Finding]:
    bag(at.folder, **made)  # type: ignore[arg-type]
    if path:
        (at.folder / path).write_text(content or "\ufeff" + (at.folder / path).read_text())
    (verdict,) = verdicts([at.folder], at.tender, silent, Saying())
    return verdict.findings


def in_a_bag_of_sha3(at: At) -> Iterable[Finding]:
    """By name and digest as RFC 8493 section 2.4 has it, which bagit-python does not take for a manifest."""
    bag(at.folder)
    for manifest in at.folder.glob("*manifest-*.txt"):
        manifest.unlink()
    payload = sorted(path for path in (at.folder / "data").rglob("*") if path.is_file())
    lines = [f"{sha3_256(path.read_bytes()).hexdigest()}  {path.relative_to(at.folder)}\n" for path in payload]
    return in_a_bag_at(at, "manifest-sha3256.txt", "".join(lines))


def in_a_bag_at(at: At, path: str, content: str) -> Iterable[Finding]:
    (at.folder / path).write_text(content)
    (verdict,) = verdicts([at.folder], at.tender, silent, Saying())
    return verdict.findings


def in_a_mets(at: At, content: str) -> Iterable[Finding]:
    (at.folder / "METS.xml").write_text(content)
    (at.folder / "more.txt").write_text("x")
    (verdict,) = verdicts([at.folder], at.tender, silent, Saying())
    return verdict.findings


def in_a_file(at: At, name: str, **facts: ImageFacts | PdfFacts) -> Iterable[Finding]:
    measured = FileFacts(name, 1000, Digest.of(b""), "application/pdf" if "pdf" in facts else "image/tiff", **facts)  # type: ignore[arg-type]
    return file_findings(measured, at.tender, page=True, may_be_blank=False)


def in_an_act(at: At) -> Iterable[Finding]:
    view = register(REGISTER[marriage_1931], KNOWN)
    acts = [DeliveredAct(f"{PLACE}1", marriage_1931())]
    runner = RuleRunner.over(view, at.profile, whole=True)
    return list(judged_acts(acts, view, Schemas(published.schemas()), runner, at.profile))


def in_a_case(at: At, name: str) -> Iterable[Finding]:
    case = json.loads((Path(__file__).parent / "rules" / "cases" / f"{name}.json").read_bytes())
    return answers(case["wrong"], at.profile)


def in_a_transcription(at: At) -> Iterable[Finding]:
    written = (at.example.root / TRANSCRIPTION).read_text(encoding="utf-8")
    mixed_up = written.replace('imageFilename="0003.tif"', 'imageFilename="0002.tif"')
    at.example.write(TRANSCRIPTION, mixed_up.encode())
    at.example.seal()
    return at.example.examine(profile=at.profile).findings


def in_a_lot(at: At) -> Iterable[Finding]:
    settings = {"OFFICE_OUTSIDE_LOT": {"lots": {"another": ["99"]}}}
    profile = Profile(at.profile.name, at.profile.kind, at.profile.severities, settings)
    return at.example.examine(profile=profile).findings


def in_a_version(at: At) -> Iterable[Finding]:
    made = views_for(rescan("v0003", 2, 3, 77))(at.folder / "version", at.archive)
    return made.examine(held(at.archive), at.profile).findings


def married() -> list[dict[str, object]]:
    husband, wife = kept(birth_1987(), SON), kept(birth_1951(), BORN)
    husband["mentions"][1]["links"] = [BORN]
    return [husband, wife]


EXTERNAL = '<file ID="G1"><FLocat LOCTYPE="DOI" xlink:href="10.1/x"/></file>'
GAP = '<div ORDER="1"><fptr FILEID="F1"/></div><div ORDER="3"/>'
CASES: Mapping[str, Callable[[At], Iterable[Finding]]] = {
    "BYTE_ORDER_MARK": lambda at: in_a_bag(at, "manifest-sha256.txt"),
    "BAG_REFUSED_ELSEWHERE": in_a_bag_of_sha3,
    "WEAK_ALGORITHM": lambda at: in_a_bag(at, "", algorithms=("md5",)),
    "METS_EXTERNAL_REFERENCE": lambda at: in_a_mets(at, document(files=EXTERNAL)),
    "METS_FILE_UNREFERENCED": lambda at: in_a_mets(at, document()),
    "METS_ORDER_GAP": lambda at: in_a_mets(at, document(pages=GAP)),
    "COPIES_DIFFER": lambda at: found_in(copies(), at.profile),
    "FEWER_THAN_REPLACED": in_a_resubmission,
    "NUMBER_IN_OTHER_PART": lambda at: at.example.examine(NumberedElsewhere(), at.profile).findings,
    "DELIVERY_REJECTED_BEFORE": lambda at: at.example.examine(RefusedBefore(), at.profile).findings,
    "DIVISION_MOVED": in_an_act,
    "EVENT_FAR_FROM_YEAR": lambda at: in_a_case(at, "EVENT_FAR_FROM_YEAR"),
    "TRANSCRIPTION_NAMES_OTHER_IMAGE": in_a_transcription,
    "KEY_NOT_UNIQUE": lambda at: found_in([kept(birth_1987(), SON), kept(birth_1951(), SON, part=2)], at.profile),
    "MARRIAGE_NOT_ANSWERED": lambda at: found_in(married(), at.profile),
    "OFFICE_OUTSIDE_LOT": in_a_lot,
    "PAGE_NOT_OF_REGISTER": in_a_version,
    "PDFA_NOT_CHECKED": lambda at: in_a_file(at, "a.pdf", pdf=PdfFacts("2b")),
    "STRUCTURE_REMARK": lambda at: in_a_file(at, "a.tif", image=ImageFacts(remarks=("a slip",))),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("versions"))


@pytest.mark.parametrize("code", CASES)
def test_a_rule_that_may_be_tuned_weighs_what_the_tender_says(
    code: str, tmp_path_factory: pytest.TempPathFactory, archive: Path, delivery: Delivery
) -> None:
    for severity in (*Severity, None):
        severities = dict.fromkeys(TUNABLE, None) | {code: severity}
        at = At(tmp_path_factory.mktemp("case"), archive, delivery, Profile("x", ProfileKind.CONTRACTOR, severities))
        ours = tuple(one for one in CASES[code](at) if one.code == code)

        assert {one.severity for one in ours} == ({severity} if severity else set())
        assert Verdict("", None, ours, Counts()).accepted is (severity is not Severity.BLOCKING)


def test_every_rule_that_may_be_tuned_is_planted_or_raised_here() -> None:
    assert (TUNABLE - set(known())) | LESSER <= set(CASES)
    assert set(CASES) <= TUNABLE


@pytest.mark.parametrize("code", FIXED)
def test_a_profile_that_tunes_what_no_tender_may_is_refused_with_the_reason(code: str, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    written = {"schema": "delivery-profile/1", "name": "x", "kind": "contractor", "severities": {code: "off"}}
    path.write_text(json.dumps(written))
    with pytest.raises(CannotWork) as refused:
        profile_at(path)

    assert f"{code} may not be tuned" in str(refused.value)
    assert [one for one in LANGUAGES if Speaker(one).say(f"fixed.{FIXED[code]}") not in str(refused.value)] == []


def test_every_reason_is_that_of_some_rule() -> None:
    assert set(FIXED.values()) == set(Fixed)


def test_a_rule_that_may_not_be_tuned_weighs_the_same_under_a_profile_that_was_not_read_from_a_file() -> None:
    profile = Profile("x", ProfileKind.CONTRACTOR, dict.fromkeys(FIXED, None))

    assert {code for code in FIXED if profile.severity(rules()[code]) is not rules()[code].contractor} == set()
