"""Mentions, corrections and rescans arrive as deliveries: the state of an act is its chain read in order, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import Called, khizana
from tests.support.held import damaged
from tests.support.policies import adopt
from tests.support.versions import FOLDER, archive_of_template, as_delivered, marriage, standing, write_version

BIRTHS = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
SERIES = BIRTHS.removesuffix("_p1_office")
FIRST, SECOND = f"{SERIES}_0001", f"{SERIES}_0002"
MARGIN = {"file": f"{FOLDER}images/1.tif", "boxes": [[300, 500, 1900, 600]]}
WRITTEN = "الولادة"
"""A word of the transcription of v0003 alone."""
OLD, NEW = "Abdeslam El Bakkali", "Abdessalam El Bakkali"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_template(tmp_path_factory.mktemp("versions"))


@pytest.fixture
def archive(first: Path, tmp_path: Path) -> Path:
    """A fresh archive with the four registers of the example delivery."""
    return Path(shutil.copytree(first, tmp_path / "archive", symlinks=True))


def act(archive: Path, name: str) -> dict[str, Any]:
    return as_delivered(standing(archive, BIRTHS).acts[name])


def take(archive: Path, root: Path) -> Called:
    return khizana("ingest", root, "--archive", archive, "--json")


def bring_mention(archive: Path, root: Path, name: str = "mentions-1") -> Path:
    changed = act(archive, FIRST)
    changed["mentions"].append(marriage(2) | {"regions": [MARGIN]})
    view = {"file": MARGIN["file"], "kind": "acts", "pages": [2, 3], "replaces": ["v0003"]}
    return write_version(root, archive, BIRTHS, "mentions", [changed], [view], name).root


def bring_correction(archive: Path, root: Path, **changes: Any) -> Path:
    changed = act(archive, FIRST) | changes
    changed["persons"][1]["given"]["latin"] = {"value": "Abdessalam"}
    return write_version(root, archive, BIRTHS, "correction", [changed], name="correction-1").root


def bring_rescan(archive: Path, root: Path) -> Path:
    view = {"file": MARGIN["file"], "kind": "closing", "pages": [5], "replaces": ["v0004"]}
    return write_version(root, archive, BIRTHS, "rescan", views=[view], name="rescan-1").root


def shown(archive: Path, *arguments: str) -> Any:
    called = khizana("show", *arguments, "--archive", archive, "--json")
    assert called.code == 0, called.err
    return called.json


def found(archive: Path, text: str) -> list[str]:
    return [hit["act"] for hit in khizana("search", text, "--archive", archive, "--json").hits]


def answers(archive: Path) -> list[Any]:
    """Everything that the derived rooms say of the register, but for how long it took."""
    status = khizana("status", "--archive", archive, "--json").json
    asked = [(FIRST,), (FIRST, "--history"), (BIRTHS,), (BIRTHS, "--history")]
    said = [shown(archive, *arguments) for arguments in asked]
    return [status["held"], *said, *(found(archive, text) for text in (OLD, NEW, "Alami"))]


def test_the_act_that_is_shown_is_the_last_along_its_chain(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_mention(archive, tmp_path / "v2")).code == 0
    (copy,) = shown(archive, FIRST)["copies"]

    assert [mention["order"] for mention in copy["act"]["mentions"]] == [1, 2]
    assert (copy["package"], copy["version"], copy["versions"]) == (f"{BIRTHS}-v2", 2, 2)
    assert damaged(archive) == []


def test_a_region_goes_on_naming_the_image_on_which_the_act_was_read(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_mention(archive, tmp_path / "v2")).code == 0
    (stand,) = shown(archive, FIRST)["copies"][0]["stands"]

    assert stand["package"] == f"{BIRTHS}-v1"
    assert stand["file"].startswith(f"data/{BIRTHS}-v1/") and stand["replaced_by"] == [f"{BIRTHS}-v2/v0005"]


def test_an_act_that_no_version_changed_stands_as_it_came(archive: Path, tmp_path: Path) -> None:
    before = shown(archive, SECOND)["copies"][0]
    assert take(archive, bring_mention(archive, tmp_path / "v2")).code == 0
    after = shown(archive, SECOND)["copies"][0]

    assert (after["act"], after["package"], after["recorded"]) == (before["act"], before["package"], before["recorded"])


def test_history_tells_every_state_with_delivery_reason_and_what_changed(archive: Path, tmp_path: Path) -> None:
    for number, bring in enumerate((bring_mention, bring_correction, bring_rescan), start=2):
        assert take(archive, bring(archive, tmp_path / f"v{number}")).code == 0
    (copy,) = shown(archive, FIRST, "--history")["copies"]
    one, two, three = copy["states"]

    assert [state["reason"] for state in copy["states"]] == ["first", "mentions", "correction"]
    assert [state["delivery"]["id"] for state in copy["states"]] == ["example-0001", "mentions-1", "correction-1"]
    assert [state["mentions_added"] for state in (one, two)] == [
        [{"order": order, "kind": "marriage"}] for order in (1, 2)
    ]
    assert three["changes"] == [
        {"pointer": "/persons/1/given/latin", "before": {"value": "Abdeslam"}, "after": {"value": "Abdessalam"}}
    ]
    assert three["mentions_added"] == []


def test_history_of_a_register_tells_its_rescans(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_rescan(archive, tmp_path / "v2")).code == 0
    first, second = shown(archive, BIRTHS, "--history")["versions"]
    stands = shown(archive, BIRTHS)

    assert (first["reason"], second["reason"]) == ("first", "rescan")
    assert [(view["view"], view["replaces"]) for view in second["views"]] == [("v0005", ["v0004"])]
    assert [view["view"] for view in stands["views"]] == ["v0001", "v0002", "v0003", "v0005"]
    assert stands["head"]["package"] == f"{BIRTHS}-v2"


@pytest.mark.parametrize(("lang", "word"), [("ar", "إعادة تصوير"), ("fr", "renumérisation"), ("en", "rescan")])
def test_history_speaks_three_languages(archive: Path, tmp_path: Path, lang: str, word: str) -> None:
    assert take(archive, bring_rescan(archive, tmp_path / "v2")).code == 0
    said = khizana("show", BIRTHS, "--history", "--archive", archive, "--lang", lang)

    assert said.code == 0 and word in said.out


def test_search_finds_what_stands_and_no_older_spelling(archive: Path, tmp_path: Path) -> None:
    assert FIRST in found(archive, OLD)
    assert take(archive, bring_correction(archive, tmp_path / "v2")).code == 0

    assert (found(archive, '"Abdessalam"'), found(archive, '"Abdeslam"')) == ([FIRST], [])


def test_a_corrected_number_is_another_name_and_never_another_act(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_correction(archive, tmp_path / "v2", number=4)).code == 0
    by_number = shown(archive, f"{SERIES}_0004")

    assert by_number["act"] == FIRST
    assert by_number["copies"] == shown(archive, FIRST)["copies"]
    assert by_number["copies"][0]["act"]["number"] == 4


def test_completeness_reads_the_register_as_it_stands(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_rescan(archive, tmp_path / "v2")).code == 0
    assert take(archive, bring_correction(archive, tmp_path / "v3", number=4)).code == 0
    report = khizana("audit", "completeness", "--archive", archive, "--json").json["report"]
    births = next(one for one in report["registers"] if one["register"] == BIRTHS)

    assert births["pages"]["proof"] == "proved"
    assert births["acts"]["missing"] == [[1, 1]]  # number 1 is now a number that nobody bears


def bring_statement(archive: Path, root: Path) -> Path:
    """The closing statement read anew: one act more, and its number declared torn."""

    def describe(description: dict[str, Any]) -> None:
        description["closing"] |= {"last_number": {"value": 9}, "acts": {"value": 9}}
        description.setdefault("missing_acts", []).append({"number": 9, "reason": "torn"})
        description["version"]["basis"] = {
            "kind": "prosecutor",
            "reference": "112/2026",
            "date": "2026-02-20",
            "authority": "النيابة العامة بطنجة",
        }

    return write_version(root, archive, BIRTHS, "correction", name="statement-1", describe=describe).root


def test_a_corrected_statement_is_said_with_when_by_whom_and_on_which_basis(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_statement(archive, tmp_path / "in")).code == 0
    told = khizana("show", BIRTHS, "--history", "--archive", archive, "--json").json["versions"][1]
    proved = khizana("audit", "completeness", "--archive", archive, "--json").json["report"]
    (restated,) = next(one["restated"] for one in proved["registers"] if one["register"] == BIRTHS)
    page = next((archive / "reports").rglob("completeness.en.html")).read_text(encoding="utf-8")

    pointers = {change["pointer"] for change in restated["changes"]}
    assert pointers == {"/closing/last_number", "/closing/acts", "/missing_acts/9"}
    assert {change["pointer"] for change in told["changes"]} == pointers
    assert told["basis"] == restated["basis"]
    assert (restated["reason"], restated["delivery"], restated["contractor"], restated["stored"]) == (
        *("correction", "statement-1", "contractor-code"),
        told["stored"],
    )
    assert "112/2026" in page and "/missing_acts/9" in page
    assert proved["schema"] == "completeness-report/2"
    assert "112/2026" in khizana("show", BIRTHS, "--history", "--archive", archive).out


def test_what_a_correction_changed_is_told_by_every_later_version(archive: Path, tmp_path: Path) -> None:
    take(archive, bring_statement(archive, tmp_path / "first"))
    assert take(archive, bring_mention(archive, tmp_path / "second")).code == 0
    proved = khizana("audit", "completeness", "--archive", archive, "--json").json["report"]
    told = next(one for one in proved["registers"] if one["register"] == BIRTHS)

    assert [one["package"] for one in told["restated"]] == [f"{BIRTHS}-v2"]


def test_what_stands_is_counted_once(archive: Path, tmp_path: Path) -> None:
    before = khizana("status", "--archive", archive, "--json").json["held"]
    assert take(archive, bring_mention(archive, tmp_path / "v2")).code == 0
    after = khizana("status", "--archive", archive, "--json").json["held"]

    assert after == before | {"packages": before["packages"] + 1, "mentions": before["mentions"] + 1}


def test_rebuild_gives_the_same_answers(archive: Path, tmp_path: Path) -> None:
    for number, bring in enumerate((bring_mention, bring_correction, bring_rescan), start=2):
        assert take(archive, bring(archive, tmp_path / f"v{number}")).code == 0
    before = answers(archive)
    shutil.rmtree(archive / "catalogue")
    shutil.rmtree(archive / "index")
    assert khizana("rebuild", "--archive", archive).code == 0

    assert answers(archive) == before


def test_the_second_of_two_versions_of_one_head_is_refused_and_nothing_of_it_kept(
    archive: Path, tmp_path: Path
) -> None:
    one, other = bring_mention(archive, tmp_path / "one"), bring_correction(archive, tmp_path / "other")
    assert take(archive, one).code == 0
    refused = take(archive, other)
    packages = sorted(path.name for path in (archive / "store" / "packages").glob("*/*"))

    assert refused.code == 3
    assert [finding["code"] for finding in refused.json["findings"] if finding["severity"] == "blocking"] == [
        "STALE_PREDECESSOR"
    ]
    assert [name for name in packages if name.startswith(BIRTHS)] == [f"{BIRTHS}-v1", f"{BIRTHS}-v2"]


def test_a_version_taken_in_twice_changes_nothing_even_when_another_followed(archive: Path, tmp_path: Path) -> None:
    mentions = bring_mention(archive, tmp_path / "v2")
    assert take(archive, mentions).code == 0
    assert take(archive, bring_correction(archive, tmp_path / "v3")).code == 0
    size = khizana("status", "--archive", archive, "--json").json["ledger"]["size"]
    again = take(archive, mentions)

    assert (again.code, again.json["stored"], again.json["already"]) == (0, [], [f"{BIRTHS}-v2"])
    assert again.json["ledger"]["size"] == size


def test_a_contractor_can_compare_a_version_before_delivering_it(archive: Path, tmp_path: Path) -> None:
    stale = bring_mention(archive, tmp_path / "v2")
    assert take(archive, bring_correction(archive, tmp_path / "other")).code == 0
    checked = khizana("check", stale, "--archive", archive, "--json")

    assert (checked.code, khizana("check", stale, "--json").code) == (3, 0)
    assert "STALE_PREDECESSOR" in {finding["code"] for finding in checked.json["findings"]}


def test_an_act_is_taken_out_with_the_image_that_an_older_package_holds(archive: Path, tmp_path: Path) -> None:
    assert take(archive, bring_mention(archive, tmp_path / "v2")).code == 0
    out = khizana("export", FIRST, "--to", tmp_path / "out", "--archive", archive, "--json")

    assert out.code == 0, out.err
    assert (tmp_path / "out" / f"{FIRST}@office" / "v0003-1.derived.png").is_file()


@pytest.mark.parametrize("opened", [True, False], ids=["open", "closed"])
def test_an_act_is_taken_out_with_the_scan_that_stands_first_and_the_earlier_one_beside(
    opened: bool, archive: Path, tmp_path: Path
) -> None:
    assert take(archive, bring_rescan_of_text(archive, tmp_path / "v2")).code == 0
    if opened:
        adopt(archive, "embargo", [{"event": "birth", "never": True}])
    out = khizana("export", SECOND, "--to", tmp_path / "out", "--archive", archive, "--json")
    files = json.loads((tmp_path / "out" / f"{SECOND}@office" / "provenance.json").read_bytes())["files"]
    (told,) = json.loads((tmp_path / "out" / "export.json").read_bytes())["closed"]

    assert out.code == 0, out.err
    assert [(page["view"], page["whole"], page.get("earlier", False)) for page in told["pages"]] == [
        ("v0005", opened, False),
        ("v0003", opened, True),
    ]
    cut = "v0003-1.derived.png"
    assert [one["file"] for one in files] == (["0005.tif", cut, "0003.tif"] if opened else [cut])


def test_a_corrected_year_is_another_name_of_register_and_acts(archive: Path, tmp_path: Path) -> None:
    def moved(description: dict[str, Any]) -> None:
        description["year"] = 1988

    made = write_version(tmp_path / "v2", archive, BIRTHS, "correction", describe=moved)
    assert take(archive, made.root).code == 0

    assert shown(archive, BIRTHS.replace("1987", "1988"))["register"] == BIRTHS
    assert shown(archive, SECOND.replace("1987", "1988"))["act"] == SECOND
    assert khizana("show", SECOND.replace("1987", "1999"), "--archive", archive).code == 1


def test_search_shows_the_corrected_year_of_an_act_that_came_with_it(archive: Path, tmp_path: Path) -> None:
    def moved(description: dict[str, Any]) -> None:
        description["year"] = 1988

    changed = act(archive, FIRST) | {"remarks": {"value": "1988"}}
    made = write_version(tmp_path / "v2", archive, BIRTHS, "correction", [changed], describe=moved)
    assert take(archive, made.root).code == 0
    (hit,) = [one for one in khizana("search", '"Alami"', "--archive", archive, "--json").hits if one["act"]]

    assert (hit["act"], hit["year"]) == (FIRST, 1988)


def found_views(archive: Path, word: str) -> list[tuple[str, str]]:
    hits = khizana("search", word, "--archive", archive, "--json").hits
    return [(f"{hit['package']}/{hit['view']}", hit["status"]) for hit in hits if hit["kind"] == "view"]


def transcription(archive: Path, word: str) -> bytes:
    """The transcription of v0003 with another word in place of one of its own, as wide as the new image."""
    (kept,) = (archive / "store" / "packages").glob(f"*/{BIRTHS}-v1/data/*/representations/transcription/data/0003.xml")
    content = kept.read_text(encoding="utf-8")
    assert WRITTEN in content
    return content.replace(WRITTEN, word).replace('imageWidth="4960"', 'imageWidth="2480"').encode()


def bring_rescan_of_text(archive: Path, root: Path) -> Path:
    image = {"file": MARGIN["file"], "kind": "acts", "pages": [2, 3], "replaces": ["v0003"]}
    return write_version(root, archive, BIRTHS, "rescan", views=[image], name="rescan-2").root


def bring_text(archive: Path, root: Path, view: str, word: str, sha256: str = "") -> Path:
    held = {placed.view.name: placed.view.digest.hex for placed in standing(archive, BIRTHS).views}
    image = {"view": view, "sha256": sha256 or held[view]}
    texts = [(image, transcription(archive, word))]
    return write_version(root, archive, BIRTHS, "transcription", name="texts-1", texts=texts).root


def test_the_text_of_an_earlier_scan_stays_searchable_and_is_said_to_be_of_it(archive: Path, tmp_path: Path) -> None:
    before = found_views(archive, WRITTEN)
    assert take(archive, bring_rescan_of_text(archive, tmp_path / "v2")).code == 0

    assert before == [(f"{BIRTHS}-v1/v0003", "current")]
    assert found_views(archive, WRITTEN) == [(f"{BIRTHS}-v1/v0003", "earlier")]
    assert "earlier scan of the page" in khizana("search", WRITTEN, "--archive", archive).out
    assert khizana("rebuild", "--archive", archive).code == 0
    assert found_views(archive, WRITTEN) == [(f"{BIRTHS}-v1/v0003", "earlier")]


def test_a_transcription_that_comes_after_its_image_takes_the_place_of_the_earlier_text(
    archive: Path, tmp_path: Path
) -> None:
    assert take(archive, bring_rescan_of_text(archive, tmp_path / "v2")).code == 0
    took = take(archive, bring_text(archive, tmp_path / "v3", "v0005", "المرصوفة"))
    assert took.code == 0, took.out

    assert found_views(archive, "المرصوفة") == [(f"{BIRTHS}-v2/v0005", "current")]
    assert f"{BIRTHS}-v1/v0003" not in dict(found_views(archive, WRITTEN))
    assert khizana("verify", next((archive / "store" / "packages").glob(f"*/{BIRTHS}-v3"))).code == 0
    assert khizana("audit", "fixity", "--archive", archive).code == 0
    assert khizana("reconcile", "--archive", archive).code == 0
    assert "transcription" in khizana("show", BIRTHS, "--history", "--archive", archive).out


def test_the_text_of_an_image_that_is_not_held_is_refused(archive: Path, tmp_path: Path) -> None:
    refused = take(archive, bring_text(archive, tmp_path / "v2", "v0003", "المرصوفة", "0" * 64))

    assert refused.code == 3
    assert "TRANSCRIPTION_UNKNOWN_IMAGE" in refused.out


def test_of_two_versions_that_come_at_once_one_follows_and_the_other_is_told(archive: Path, tmp_path: Path) -> None:
    roots = [bring_mention(archive, tmp_path / "one"), bring_correction(archive, tmp_path / "other")]
    command = [sys.executable, "-m", "khizana", "ingest", "--archive", str(archive), "--json"]
    both = [subprocess.Popen([*command, str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for root in roots]
    codes = [running.wait(timeout=300) for running in both]
    for running in both:
        running.communicate()
    loser = roots[codes.index(max(codes))]

    assert sorted(codes) in ([0, 1], [0, 3], [0, 11])  # overtaken at the append, at the examination, at the door
    assert "STALE_PREDECESSOR" in {finding["code"] for finding in take(archive, loser).json["findings"]}
    assert [one["package"] for one in shown(archive, BIRTHS, "--history")["versions"]] == [
        f"{BIRTHS}-v1",
        f"{BIRTHS}-v2",
    ]
    assert damaged(archive) == []
