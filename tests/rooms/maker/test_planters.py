"""Every code of schemas/findings.json that can be planted is planted, and the check names it at that place, and nothing else."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from archive.check.engine.rule import Profile, ProfileKind
from archive.check.examine import Nothing, Reference, examine
from archive.check.profile.delivery_profile import DEFAULT
from archive.check.profile.knowledge import Divisions, Knowledge, Lexicon
from archive.check.rulebook import rules
from archive.check.verdict import Counts, Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.folder import FolderSource
from archive.delivery.receive import acts_of, receive
from archive.model.finding import Finding, Severity
from archive.model.json import read_json
from archive.published import countries, schemas
from benchmarks.planted import Score, score
from khizana.export import verdict_report
from khizana.resources import findings
from khizana.service.audit import base_rules
from khizana.service.intake import intake
from khizana.wiring.ingesting import pdfa_judge
from khizana.wiring.opening import create, open_archive
from register_maker.errors import CannotMake
from register_maker.maker import make
from register_maker.planters.kinds import Claim, OnPaper
from register_maker.planters.planted import BASE, CHECK, LISTS
from register_maker.planters.registry import REGISTRY, known
from register_maker.planters.unplanted import NOT_PLANTED
from register_maker.words.offices import Province

pytestmark = pytest.mark.xdist_group("planters")
ROOT = Path(__file__).parents[3]
WIDE: Mapping[str, Any] = {"acts": 5760, "registers": 64, "images": False, "seed": 31}
LINKED: Mapping[str, Any] = {"acts": 900, "registers": 18, "images": False, "seed": 36}
DRAWN: Mapping[str, Any] = {"registers": 1, "acts": 4, "seed": 32, "scale": 0.3}
AUDITED = ("MISSING_ACT", "MISSING_PAGE")
BOUND = (
    "ACTIVE_CONTENT",
    "EMBEDDED_FILE",
    "NOT_PDFA",
    "FALSE_PDFA_CLAIM",
    "DECOMPRESSION_BOMB",
    "ENCRYPTED",
    "NO_PAGES",
    "DAMAGED",
    "NOT_A_PDF",
)
WRITTEN = (
    "XML_NOT_WELL_FORMED",
    "XML_DTD_FORBIDDEN",
    "XML_ENTITY",
    "TRANSCRIPTION_NAMES_OTHER_IMAGE",
    "TRANSCRIPTION_SIZE_DIFFERS",
    "TRANSCRIPTION_UNKNOWN_IMAGE",
    "TRANSCRIPTION_WITHOUT_LINES",
)
ELSEWHERE = (*BOUND, *WRITTEN, "NOT_PAGE_XML", "NOT_ALTO", "REGION_LEAF_NOT_GIVEN", "RESOLUTION_CONFLICT")
JUDGED = ("FALSE_PDFA_CLAIM", "PDFA_NOT_CHECKED")


def found_by(code: str) -> str:
    return getattr(REGISTRY[code][0], "found_by", CHECK)


def alone(code: str) -> bool:
    return REGISTRY[code][0].claim is Claim.DELIVERY


def together() -> list[str]:
    """What can be planted side by side into one delivery of empty forms."""
    return [code for code in known() if found_by(code) == CHECK and not alone(code) and code not in ELSEWHERE]


def group_of(code: str) -> str:
    """Which delivery of this test has the defect."""
    if found_by(code) != CHECK:
        return found_by(code)
    if alone(code):
        return f"alone {code}"
    if code in BOUND or code == "REGION_LEAF_NOT_GIVEN":
        return "pdf"
    if code == "RESOLUTION_CONFLICT":
        return "jpeg"
    return {"NOT_ALTO": "alto"}.get(code, "page") if code in ELSEWHERE else "wide"


@dataclass(frozen=True, slots=True)
class Judged:
    """A delivery with its truth, and what was said of it."""

    folder: Path
    truth: Sequence[Mapping[str, Any]]
    said: Sequence[Mapping[str, Any]]

    @property
    def score(self) -> Score:
        return score([defect | {"found_by": CHECK} for defect in map(dict, self.truth)], self.said)


class Deliveries:
    """The deliveries of this test, each made and judged when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.judged: dict[str, Judged] = {}
        self.batches: dict[str, Batch] = {}
        self.verdicts: dict[tuple[str, str], Verdict] = {}

    def under(self, profile: Profile, group: str) -> Verdict:
        """The verdict on one of them under another profile; the files are measured once."""
        if (group, profile.name) not in self.verdicts:
            self.verdicts[group, profile.name] = self._under(profile, group)
        return self.verdicts[group, profile.name]

    def _under(self, profile: Profile, group: str) -> Verdict:
        folder = self.of(group).folder
        if group == BASE:
            said: Any = base_rules.rules(open_archive(self.root / "archive"), silent, profile).to_json()["report"]
            found = (Finding(one["code"], Severity(one["severity"]), one["place"]) for one in said["findings"])
            return Verdict(group, None, tuple(found), Counts())
        source = FolderSource(folder)
        if group not in self.batches:
            self.batches[group] = receive(source, judge=pdfa_judge())
        knowledge = lists().knowledge if group == LISTS else {}
        reference = Reference(schemas(), countries(), Nothing(), knowledge, profile)
        return examine(self.batches[group], lambda register: acts_of(source, register), reference)

    def of(self, group: str) -> Judged:
        if group not in self.judged:
            self.judged[group] = self._judge(group)
        return self.judged[group]

    def _judge(self, group: str) -> Judged:
        folder = self.root / group.replace(" ", "-")
        match group.split():
            case ["wide"]:
                made = make(folder, defects=together(), **WIDE)
            case ["alone", code]:
                made = make(folder, defects=(code,), images=False, acts=4, registers=1, seed=33)
            case ["pdf"]:
                made = make(folder, defects=(*BOUND, "REGION_LEAF_NOT_GIVEN"), formats=("pdf",), **DRAWN | PDFS)
            case ["jpeg"]:
                made = make(folder, defects=("RESOLUTION_CONFLICT",), formats=("jpeg",), **DRAWN)
            case ["page" | "alto"]:
                codes = (*WRITTEN, "NOT_PAGE_XML" if group == "page" else "NOT_ALTO")
                made = make(
                    folder,
                    defects=codes,
                    formats=("jpeg",),
                    transcription=group,
                    **DRAWN | {"registers": len(codes), "acts": 2 * len(codes)},
                )
            case _:  # found by the base, or with lists
                made = make(folder, defects=[code for code in known() if found_by(code) == group], **LINKED)
        truth = json.loads(made.truth.read_bytes())["defects"]
        return Judged(folder, truth, self._said(group, folder))

    def _said(self, group: str, folder: Path) -> Sequence[Mapping[str, Any]]:
        if group == BASE:
            return asked_of_the_base(folder, self.root / "archive")
        outcome: Any = intake.check(folder, silent, profile=lists() if group == LISTS else DEFAULT).to_json()
        return [one for one in outcome["findings"] if one["code"] != "PDFA_NOT_CHECKED"]


TUNABLE = {code for code, rule in rules().items() if not rule.fixed}
LESSER = {"EVENT_FAR_FROM_YEAR", "TRANSCRIPTION_NAMES_OTHER_IMAGE"}
"""What is planted is the lesser breach, at most a warning; tests/rooms/check/test_tunable_rules.py raises the whole one."""


def all_at(severity: Severity | None) -> Profile:
    """The profile that gives every rule that may be tuned one severity."""
    return Profile(str(severity), ProfileKind.CONTRACTOR, dict.fromkeys(TUNABLE, severity))


PDFS: Mapping[str, Any] = {"registers": len(BOUND) + 1, "acts": 2 * len(BOUND) + 2}


def silent(*_: object) -> None:
    """Tell nobody."""


def lists() -> Any:
    """The default profile with the given names of schemas/names, and one division."""
    names: Any = read_json((ROOT / "schemas/names/ma.json").read_bytes())
    listed: list[Any] = [
        {"code": one["code"], "name": one["name"]} for one in Province.load(seed=1).content["communes"]
    ]
    listed += [{"code": name, "name": {"fr": name}} for name in ("Casablanca", "Fès")]
    divisions = {"divisions": listed}
    knowledge = Knowledge(Lexicon.of(names), Divisions.of(divisions))
    return replace(DEFAULT, knowledge={"ma": knowledge})


def asked_of_the_base(folder: Path, archive: Path) -> Sequence[Mapping[str, Any]]:
    """What the rules over the whole base say after the delivery was taken in."""
    create(archive, None)
    opened = open_archive(archive)
    intake.ingest(opened, folder, verdict_report.pages, silent)
    outcome: Any = base_rules.rules(opened, silent).to_json()["report"]
    return [one for one in outcome["findings"] if one["code"] in known()]


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory: pytest.TempPathFactory) -> Deliveries:
    return Deliveries(tmp_path_factory.mktemp("planters"))


@pytest.mark.parametrize("code", [code for code in known() if code not in AUDITED])
def test_is_planted_and_named_at_its_place(code: str, deliveries: Deliveries) -> None:
    if code in JUDGED and type(pdfa_judge()).__name__ == "NoJudge":
        pytest.skip(f"no judge of PDF/A is installed: run scripts/fetch-verapdf.sh; {code} is NOT tested here")
    judged = deliveries.of(group_of(code))
    planted = [defect["place"] for defect in judged.truth if defect["code"] == code]

    assert planted
    assert [place for place in planted if (code, place) in judged.score.missed] == []


@pytest.mark.parametrize("code", [code for code in known() if code in TUNABLE - LESSER])
def test_a_planted_defect_weighs_what_the_tender_says(code: str, deliveries: Deliveries) -> None:
    if code in JUDGED and type(pdfa_judge()).__name__ == "NoJudge":
        pytest.skip(f"no judge of PDF/A is installed: run scripts/fetch-verapdf.sh; {code} is NOT tested here")
    for severity in Severity:
        verdict = deliveries.under(all_at(severity), group_of(code))
        ours = replace(verdict, findings=tuple(one for one in verdict.findings if one.code == code))

        assert min((one.severity for one in ours.findings), key=list(Severity).index) is severity
        assert ours.accepted is (severity is not Severity.BLOCKING)
    assert code not in {one.code for one in deliveries.under(all_at(None), group_of(code)).findings}


@pytest.mark.parametrize("group", sorted({group_of(code) for code in known() if code not in AUDITED}))
def test_nothing_is_said_that_was_not_planted(group: str, deliveries: Deliveries) -> None:
    judged = deliveries.of(group)

    assert judged.score.false == []


def test_every_published_code_is_planted_or_has_its_reason() -> None:
    published = set(findings())

    assert published - set(known()) - NOT_PLANTED.keys() == set()
    assert set(known()) - published == set(AUDITED)
    assert NOT_PLANTED.keys() & set(known()) == set()
    assert NOT_PLANTED.keys() <= published


def test_a_code_that_cannot_be_planted_is_refused_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="REGISTER_EXISTS cannot be planted: it needs an archive"):
        make(tmp_path / "lot", acts=4, seed=1, registers=1, images=False, defects=("REGISTER_EXISTS",))


def test_what_hides_everything_else_is_planted_alone(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match="MANIFEST_MISSING hides every other defect"):
        make(tmp_path / "lot", acts=8, seed=1, registers=1, images=False, defects=("MANIFEST_MISSING", "EMPTY_FILE"))


def test_only_what_the_truth_names_differs_from_the_right_delivery(tmp_path: Path) -> None:
    codes = [code for code in together() if not isinstance(REGISTRY[code][0], OnPaper)]
    spoilt, right = (
        make(tmp_path / name, defects=defects, **WIDE) for name, defects in (("spoilt", codes), ("right", ()))
    )
    truth = json.loads(spoilt.truth.read_bytes())["defects"]
    changed = set(differing(tmp_path / "right", tmp_path / "spoilt")) - {"manifest.json", "offices.json"}
    touched = {f"registers/{defect['register']}" for defect in truth}
    said_of_the_manifest = {"SIZE_MISMATCH", "MANIFEST_DUPLICATE", "COUNT_MISMATCH", "OFFICE_TWICE"}
    said_of_the_manifest |= {"OFFICE_OUT_OF_TIME", "ACTS_FILE_MISSING"}
    within = {f"registers/{one['register']}" for one in truth if one["code"] not in said_of_the_manifest}

    assert right.planted == ()
    assert {path for path in changed if "/".join(path.split("/")[:2]) not in touched} == set()
    assert within - {"/".join(path.split("/")[:2]) for path in changed} == set()
    assert len(changed) <= len(truth)


def differing(one: Path, other: Path) -> list[str]:
    """The files that are in one folder alone, or not the same in both."""
    names = [
        {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()} for root in (one, other)
    ]
    both = sorted(names[0] & names[1])
    return sorted(names[0] ^ names[1]) + [name for name in both if not filecmp.cmp(one / name, other / name, False)]


def test_mixed_defects_are_as_many_as_asked_and_none_shares_a_place(tmp_path: Path) -> None:
    made = make(tmp_path / "lot", acts=2400, seed=34, registers=40, images=False, mix=90)
    truth = json.loads(made.truth.read_bytes())["defects"]
    outcome: Any = intake.check(tmp_path / "lot", silent).to_json()
    result = score(truth, outcome["findings"])

    assert len(truth) == 90
    assert len({defect["code"] for defect in truth}) > 80
    assert len({defect["place"] for defect in truth}) == 90
    assert (result.missed, result.false) == ([], [])


def test_the_same_seed_spreads_the_same_defects(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make(tmp_path / name, acts=900, seed=35, registers=18, images=False, mix=24)

    assert differing(tmp_path / "one", tmp_path / "other") == []
    assert (tmp_path / "one.truth.json").read_bytes() == (tmp_path / "other.truth.json").read_bytes()


def test_too_many_defects_are_refused_with_what_to_ask_for(tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match=r"no register is left for \w+: ask for more acts"):
        make(tmp_path / "lot", acts=40, seed=1, registers=4, images=False, mix=200)
