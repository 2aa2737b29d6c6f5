"""Could everything be looked at and parsed, and is the text of the documents such as it should be kept?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Profile
from archive.check.rules.files.any import reading
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.keyed_tables.text_warnings import of_json

RULES = reading.RULES


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """What receiving could not read, and what is remarkable in the manifest, the office list and the descriptions."""
    yield from map(reading.breach_of, delivery.batch.problems)
    for path, document in delivery.batch.documents.items():
        yield from map(reading.breach_of, of_json(path, document))
