"""The state of a register is its chain read in order: the last act, the images that stand, what changed between two states."""

from __future__ import annotations

from typing import Any

from archive.model.digest import Digest
from archive.model.records.changes import changes, mentions_added
from archive.model.records.register_state import RegisterState, apply_version, next_view
from archive.model.records.version import Link
from archive.model.records.view import View

Act = dict[str, Any]


def link(number: int) -> Link:
    return Link(f"r-v{number}", Digest.of(str(number).encode()))


def view(number: int, *pages: int, replaces: tuple[str, ...] = ()) -> View:
    name = f"v{number:04d}"
    return View(name, f"{number:04d}.tif", 1, "acts", pages, 60, 80, Digest.of(name.encode()), replaces)


def act(name: str, number: int, **more: Any) -> Act:
    return {"id": name, "number": number, **more}


def first(*views: View) -> RegisterState:
    return apply_version(None, link(1), views, [act("a", 1), act("b", 2)], {"year": 1987})


def names(standing: RegisterState) -> list[str]:
    return [placed.view.name for placed in standing.views]


def test_an_image_stands_where_the_one_stood_that_it_replaces() -> None:
    before = first(view(1), view(2, 1), view(3, 2))
    after = apply_version(before, link(2), [view(4, 1, replaces=("v0002",))], [], {})

    assert names(after) == ["v0001", "v0004", "v0003"]
    assert [placed.package for placed in after.views] == ["r-v1", "r-v2", "r-v1"]


def test_two_images_may_replace_one_and_one_may_replace_two() -> None:
    one = apply_version(
        first(view(1, 1, 2)), link(2), [view(2, 1, replaces=("v0001",)), view(3, 2, replaces=("v0001",))], [], {}
    )
    two = apply_version(one, link(3), [view(4, 1, 2, replaces=("v0002", "v0003"))], [], {})

    assert (names(one), names(two)) == (["v0002", "v0003"], ["v0004"])


def test_an_added_image_stands_before_the_first_that_shows_a_later_page() -> None:
    after = apply_version(first(view(1, 1), view(2, 5)), link(2), [view(3, 3), view(4, 9)], [], {})

    assert names(after) == ["v0001", "v0003", "v0002", "v0004"]


def test_no_name_of_a_view_is_used_twice_in_a_chain() -> None:
    before = first(view(1, 1), view(2, 2))
    after = apply_version(before, link(2), [view(3, 2, replaces=("v0002",))], [], {})

    assert (next_view(None), next_view(before), next_view(after)) == (1, 3, 4)
    assert ("r-v1", "v0002") in after.held


def test_the_last_of_each_act_counts_in_the_order_in_which_they_first_came() -> None:
    after = apply_version(first(), link(2), [], [act("c", 3), act("a", 7)], {"year": 1988})

    assert [(name, one["number"]) for name, one in after.acts.items()] == [("a", 7), ("b", 2), ("c", 3)]
    assert after.numbers() == {(7, ""): {"a"}, (2, ""): {"b"}, (3, ""): {"c"}}
    assert (after.description, after.head) == ({"year": 1988}, link(2))


def test_what_changed_is_told_field_by_field() -> None:
    before = {
        "id": "a",
        "number": 1,
        "persons": [{"role": "child", "given": {"ar": {"value": "مريم"}, "latin": {"value": "Miriam"}}}],
        "regions": [{"view": "v0001"}, {"view": "v0002"}],
    }
    after = {
        **before,
        "number": 4,
        "persons": [
            {"role": "child", "given": {"ar": {"value": "مريم"}, "latin": {"value": "Mariam"}}},
            {"role": "father"},
        ],
        "regions": [{"view": "v0003"}],
        "status": "cancelled",
    }

    assert [(one.pointer, one.before, one.after) for one in changes(before, after)] == [
        ("/number", 1, 4),
        ("/persons/0/given/latin", {"value": "Miriam"}, {"value": "Mariam"}),
        ("/persons/1", None, {"role": "father"}),
        ("/regions", before["regions"], after["regions"]),
        ("/status", None, "cancelled"),
    ]
    assert changes(after, after) == ()


def test_a_value_that_could_be_read_at_last_is_one_change() -> None:
    found = changes({"basis": {"absent": "illegible"}}, {"basis": {"value": "judgement"}})

    assert [(one.pointer, one.after) for one in found] == [("/basis", {"value": "judgement"})]


def test_mentions_are_told_by_their_order() -> None:
    one, two = {"order": 1, "kind": "marriage"}, {"order": 2, "kind": "divorce"}
    before, after = {"mentions": [one]}, {"mentions": [{**one, "certifiable": {"value": False}}, two]}

    assert [change.pointer for change in changes(before, after)] == ["/mentions/1/certifiable", "/mentions/2"]
    assert mentions_added(before, after) == (two,)
    assert mentions_added(None, before) == (one,)
