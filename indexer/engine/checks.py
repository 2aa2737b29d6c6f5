"""Whether a query may be put to an index as it stands: the same two questions for every engine."""

from __future__ import annotations

from archive.model.message import tell
from indexer.engine.port import ExpandedElsewhere, MovedOn
from indexer.question.query import Query
from indexer.question.results import Edition


def allowed(query: Query, edition: Edition) -> Edition:
    """The edition that will answer; ExpandedElsewhere and MovedOn when the query belongs to another."""
    if query.expansion is not None and query.expansion != edition.expansion:
        which = (
            tell("dictionary") if query.expansion.dictionary != edition.expansion.dictionary else tell("letter table")
        )
        raise ExpandedElsewhere(
            tell(
                "the words were expanded with another {which} than the index has: ask "
                "again, and if that does not help run `khizana reindex`",
                which=which,
            )
        )
    if query.generation is not None and query.generation != edition.generation:
        raise MovedOn(
            tell(
                "the index was written to since the first page, so the pages no "
                "longer belong together: ask for the first page again"
            )
        )
    return edition
