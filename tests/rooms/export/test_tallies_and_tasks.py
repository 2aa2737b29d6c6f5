"""Counts say all that was found, also what is not shown; tasks say each fault of a file once."""

from __future__ import annotations

from archive.model.finding import Finding, Severity
from archive.model.json import Json
from khizana.export.finding_location import Concern, Hand
from khizana.export.remedy_list import PLACES, Said, redo
from khizana.export.tallies import tallies

BLOCKING, ERROR, WARNING = Severity.BLOCKING, Severity.ERROR, Severity.WARNING


def concern(name: str, /, severity: Severity = BLOCKING, file: str = "a", inside: str = "", **params: Json) -> Concern:
    hands = (Hand("keying", "first"),) if inside else ()
    return Concern(Finding(name, severity, f"{file}#{inside}", params), file, inside, f"register of {file}", hands)


def said(one: Concern, text: str = "text", remedy: str = "remedy") -> Said:
    return Said(one, text, remedy)


def test_what_is_only_counted_is_counted_for_its_own_rule() -> None:
    counted = tallies([concern("SCHEMA"), concern("MORE_FINDINGS", code="SCHEMA", count=40)])

    assert {code: tally.total for code, tally in counted.by_rule.items()} == {"SCHEMA": 41}
    assert {name: tally.total for name, tally in counted.by_register.items()} == {"register of a": 41}


def test_severities_are_counted_apart_and_the_most_frequent_rule_stands_first() -> None:
    counted = tallies([concern("A"), concern("B", WARNING), concern("B", BLOCKING)])

    assert [(code, dict(tally.counts)) for code, tally in counted.by_rule.items()] == [
        ("B", {"warning": 1, "blocking": 1}),
        ("A", {"blocking": 1}),
    ]
    assert counted.all.total == 3


def test_hands_are_counted_by_what_is_shown() -> None:
    counted = tallies([concern("A", inside="line=1"), concern("MORE_FINDINGS", code="A", count=9)])

    assert {hand: tally.total for hand, tally in counted.by_hand.items()} == {Hand("keying", "first"): 1}


def test_a_file_is_named_once_with_each_of_its_faults_once() -> None:
    lines = [said(concern("SCHEMA", inside=f"line={number}")) for number in (1, 2)]
    files = redo([*lines, said(concern("TRUNCATED", file="b")), said(concern("ENCODING"))], str)

    assert [(file.path, [(task.code, task.places) for task in file.tasks]) for file in files] == [
        ("a", [("SCHEMA", ["line=1", "line=2"]), ("ENCODING", [])]),
        ("b", [("TRUNCATED", [])]),
    ]


def test_a_warning_alone_is_no_task() -> None:
    assert redo([said(concern("A", WARNING)), said(concern("B", Severity.INFORMATION))], str) == []


def test_places_beyond_those_named_are_counted_with_those_never_shown() -> None:
    lines = [said(concern("SCHEMA", inside=f"line={number}")) for number in range(PLACES + 3)]
    ((task,),) = (file.tasks for file in redo([*lines, said(concern("MORE_FINDINGS", code="SCHEMA", count=7))], str))

    assert (len(task.places), task.more) == (PLACES, 10)


def test_a_task_keeps_its_sentence_and_leaves_out_what_each_place_has_of_its_own() -> None:
    def sentence(finding: Finding) -> str:
        return f"act {finding.params.get('act', '…')} of {finding.params.get('year', '…')}"

    def found(*acts: int) -> list[Said]:
        each = [concern("A", inside=f"line={place}", act=act, year=1987) for place, act in enumerate(acts)]
        return [said(one, sentence(one.finding)) for one in each]

    texts = [redo(found(*acts), sentence)[0].tasks[0].text for acts in ((1, 1), (1, 2), (1, 2, 1))]

    assert texts == ["act 1 of 1987", "act … of 1987", "act … of 1987"]
