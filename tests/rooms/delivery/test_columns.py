"""Whatever an act may say in JSON, a table can say too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive import published
from archive.delivery.keyed_tables.columns import (
    ACT,
    BESIDE,
    BESIDE_DATE,
    KEYED,
    LINK,
    MENTION,
    PERSON,
    Field,
    Form,
    column,
)

_SCHEMAS = published.schemas()


def leaves(schema: Any, document: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every value that a schema allows, list items left out."""
    if "$ref" in schema:
        name, _, pointer = str(schema["$ref"]).partition("#")
        document = _SCHEMAS[name] if name else document
        schema = document
        for part in pointer.strip("/").split("/") if pointer else ():
            schema = schema[part]
        yield from leaves(schema, document, above)
        return
    if "properties" not in schema:
        yield above
    for name, inner in schema.get("properties", {}).items():
        yield from leaves(inner, document, (*above, name))


def reached(fields: Any) -> set[tuple[str, ...]]:
    """The paths that columns fill, with what may stand beside a keyed value."""
    found: set[tuple[str, ...]] = set()
    field: Field
    for field in fields.values():
        if field.form in KEYED:
            beside = BESIDE_DATE if field.form is Form.KEYED_DATE else BESIDE
            found |= {(*field.path, name) for name in ("value", "absent", *beside)}
        else:
            found.add(field.path)
    return found


def test_every_value_of_an_act_has_a_column() -> None:
    act: Any = _SCHEMAS["urn:khizana:schema:delivered-act:1"]
    in_groups = {("persons",), ("mentions",), ("linked_acts",)}

    assert set(leaves(act, act)) - in_groups == reached(ACT)


def test_every_value_of_a_person_has_a_column() -> None:
    common: Any = _SCHEMAS["urn:khizana:schema:common:1"]

    assert set(leaves(common["$defs"]["person"], common)) - {("role",)} == reached(PERSON)


def test_every_value_of_a_mention_and_of_a_link_has_a_column() -> None:
    mention: Any = _SCHEMAS["urn:khizana:schema:mention:1"]
    act: Any = _SCHEMAS["urn:khizana:schema:delivered-act:1"]
    link = act["properties"]["linked_acts"]["items"]

    assert set(leaves(mention, mention)) - {("order",)} | {("regions",)} == reached(MENTION)
    assert set(leaves(link, act)) == reached(LINK)


def test_every_name_leads_back_to_its_field() -> None:
    assert all((found := column(name)) and found.field is field for name, field in ACT.items())
    assert all((found := column(f"father.2.{name}")) and found.field is field for name, field in PERSON.items())
    assert all((found := column(f"mention.1.{name}")) and found.field is field for name, field in MENTION.items())
