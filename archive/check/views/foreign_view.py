"""What others packed, as the rules see it: a bag, or METS documents with the files beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from archive.delivery.facts.bag_facts import BagFacts
from archive.delivery.facts.mets_facts import Beside, MetsFacts


@dataclass(frozen=True, slots=True)
class ForeignView:
    """`paths` are the files that lie beside the documents and `beside` what was measured of those that they name.

    `beside` is None where no file was looked at; `whole` says that the documents are all there are, and should name every file.
    """

    bag: BagFacts | None = None
    documents: tuple[MetsFacts, ...] = ()
    paths: Collection[str] = ()
    beside: Mapping[str, Beside | None] | None = field(default=None)
    whole: bool = False
    objection: str | None = None
    """Why another reader refuses the bag in which we found nothing wrong."""
