"""`search`: what the command line gives, and how a question that is not understood is refused in the person's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from archive.model.message import tell
from indexer.finder import Page
from indexer.query_parser.grammar import understood
from indexer.query_parser.groups import Group
from indexer.question.query import Filters, InvalidQuery, Sort
from khizana.cli.access import search_pages as pages
from khizana.cli.terminal.answer import answer
from khizana.errors import UsageError
from khizana.language import Speaker, language
from khizana.service.index.following import heal
from khizana.service.search import search as service
from khizana.wiring.opening import open_archive


@contextmanager
def refusing(lang: str | None) -> Iterator[None]:
    """The reason and the remedy, with the place of the fault and never what was typed there."""
    try:
        yield
    except InvalidQuery as refused:
        said = Speaker(language(lang)).say(f"search.refused.{refused.code}", **refused.parameters)
        raise UsageError(said) from None


def filters(event: str | None, office: str | None, first: int | None, last: int | None, lang: str | None) -> Filters:
    """The filters that were given as options, by the words of the grammar. UsageError."""
    with refusing(lang):
        found = understood(f'event:"{event}"').filters if event is not None else Filters()
        return replace(found, office=office, days=service.within(first, last))


def search(
    archive: Path | None,
    text: str,
    where: Filters,
    sort: str,
    limit: int,
    skip: int,
    of: str | None,
    facets: bool,
    explain: bool,
    open_only: bool,
    group: str,
    as_json: bool,
    lang: str | None,
) -> None:
    """One page of results."""
    if sort not in tuple(Sort):
        raise UsageError(tell("--sort {sort!r}: it is score or year", sort=sort))
    if group not in tuple(Group):
        raise UsageError(tell("--group {group!r}: it is one of {group2}", group=group, group2=", ".join(Group)))
    with refusing(lang):
        opened = open_archive(archive)
        heal(opened)
        page = Page(Sort(sort), limit, skip, facets, of, Group(group))
        outcome = service.search(opened, text, where, page, open_only)
    answer(outcome, partial(pages.search, explain=explain), as_json, lang)
