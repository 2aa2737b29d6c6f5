"""The indices of one archive: their names say what they hold, and an alias says which of them answer.

khizana-fes              the alias of the live documents
khizana-fes-f4-g000007   documents of format 4, generation 7
khizana-fes-f4-g000007-words   its mark and its dictionary
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from archive.model.message import tell
from indexer.engine.elastic.mapping import DOCUMENTS, FORMAT, WORDS, settings
from indexer.engine.port import EngineBusy, NeverIndexed

REMEDY = tell("run `khizana reindex` to build it again from the packages")


@dataclass(frozen=True, slots=True)
class Generation:
    """The two indices of one generation."""

    documents: str

    @property
    def words(self) -> str:
        return f"{self.documents}-words"

    @property
    def number(self) -> int:
        return int(self.documents.rpartition("-g")[2])


BEGINNINGS = 3
"""Times that new indices are made anew after somebody else made them at the same moment."""


@dataclass(frozen=True, slots=True)
class Generations:
    """Those under one base name, which is the name of the alias."""

    client: Elasticsearch
    base: str
    shards: int

    def live(self) -> Generation:
        """NeverIndexed when there is none."""
        try:
            (name,) = self.client.indices.get_alias(name=self.base).body
        except NotFoundError:
            raise NeverIndexed(
                tell("there is no index {base} on the server: {remedy}", base=self.base, remedy=REMEDY)
            ) from None
        return Generation(name)

    def _live_name(self) -> str | None:
        try:
            return self.live().documents
        except NeverIndexed:
            return None

    def others(self) -> tuple[Generation, ...]:
        """Generations that are not the live one, of whatever format, the newest first."""
        live = self._live_name()
        pattern = re.compile(re.escape(self.base) + r"-f[0-9]+-g[0-9]{6,}")
        names = cast("list[str]", list(self.client.indices.get(index=f"{self.base}-f*", features="aliases").body))
        bare = {name.removesuffix("-words") for name in names}
        found = (Generation(name) for name in bare if pattern.fullmatch(name) and name != live)
        return tuple(sorted(found, key=lambda one: one.number, reverse=True))

    def begin(self) -> Generation:
        """Two new empty indices; what dead builders left is removed first.

        The last request of one that was killed may still be on its way: what it made then is removed as well. EngineBusy
        where somebody goes on making them.
        """
        for _ in range(BEGINNINGS):
            for left in self.others():
                self.discard(left)
            try:
                return self._made()
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise
        raise EngineBusy(
            tell("another process begins to build the index {base}: wait until it has finished", base=self.base)
        )

    def _made(self) -> Generation:
        live = self._live_name()
        number = Generation(live).number + 1 if live is not None else 1
        fresh = Generation(f"{self.base}-f{FORMAT}-g{number:06d}")
        # What is written while a second copy is still being made is lost with the node that has the first.
        for name, mappings, shards in ((fresh.words, WORDS, 1), (fresh.documents, DOCUMENTS, self.shards)):
            self.client.indices.create(
                index=name, mappings=mappings, settings=settings(shards), wait_for_active_shards="all"
            )
        return fresh

    def swap(self, fresh: Generation) -> None:
        """Make a finished generation the live one in one move; then remove the one before."""
        live = self._live_name()
        actions = [{"add": {"index": fresh.documents, "alias": self.base}}]
        if live is not None:
            actions.insert(0, {"remove": {"index": live, "alias": self.base}})
        self.client.indices.update_aliases(actions=actions)
        for old in self.others():
            self.discard(old)

    def discard(self, generation: Generation) -> None:
        """Remove both indices, the documents first."""
        for name in (generation.documents, generation.words):
            self.client.indices.delete(index=name, ignore_unavailable=True)
