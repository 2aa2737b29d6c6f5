"""What is asked: words that must all be there, in any order and script, and where to look."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model.event import Event
from indexer.document import Document
from indexer.names.words import words
from indexer.years import Years

MOST_WORDS = 32
MOST_RESULTS = 1000
DEEPEST = 10_000


class InvalidQuery(ValueError):
    """The question cannot be answered as it stands; says why and what to write instead. Never repeats a name."""


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are distinct and normalised. `office` is an office's identifier, or its code alone; None looks everywhere.

    `years` are Gregorian; they match acts whose own interval overlaps.
    """

    words: tuple[str, ...]
    event: str | None = None
    office: str | None = None
    years: Years | None = None
    limit: int = 20
    offset: int = 0

    def accepts(self, document: Document) -> bool:
        """Whether a document answers: the definition that every engine must agree with."""
        return (
            self.event in (None, document.event)
            and (self.office is None or self.office in office_terms(document.office))
            and (self.years is None or self.years.overlaps(document.years))
            and set(self.words) <= set(document.words)
        )


def office_terms(office: str) -> tuple[str, str]:
    """What an office answers to: its identifier, and its code without the country."""
    return office, office.partition("_")[2]


def parse_query(
    text: str,
    *,
    event: str | None = None,
    office: str | None = None,
    year_from: int | None = None,
    year_to: int | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Query:
    """A query from the parts of a request; InvalidQuery says what is wrong with them."""
    asked = tuple(dict.fromkeys(words(text)))
    if not asked:
        raise InvalidQuery("There is no word to look for: write a name, a place or an act number.")
    if len(asked) > MOST_WORDS:
        raise InvalidQuery(f"{len(asked)} words are too many: write at most {MOST_WORDS}.")
    if event is not None and event not in tuple(Event):
        raise InvalidQuery(f"There is no such event: write one of {', '.join(Event)}.")
    if office is not None and not office.strip():
        raise InvalidQuery("The office is empty: write its code, such as 01.511.01.03-1, or leave it out.")
    if not 1 <= limit <= MOST_RESULTS:
        raise InvalidQuery(f"A limit of {limit} is not possible: ask for 1 to {MOST_RESULTS} results.")
    if offset < 0 or offset + limit > DEEPEST:
        raise InvalidQuery(
            f"Results can be read up to the {DEEPEST:,}th: add a word, an office or years to narrow the search."
        )
    return Query(asked, event, office and office.strip(), _years(year_from, year_to), limit, offset)


def _years(first: int | None, last: int | None) -> Years | None:
    if first is None and last is None:
        return None
    asked = Years(0 if first is None else first, 9999 if last is None else last)
    if not 0 <= asked.first <= asked.last <= 9999:
        raise InvalidQuery(f"The years {asked.first} to {asked.last} are no interval: write the earlier one first.")
    return asked
