"""Act identifiers are minted here, once, from the order of the acts in a register; from then on they are frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import cast

from archive.model.act import ActObject
from archive.model.identifiers import ActId, Series


def act_ids(series: Series, acts: Iterable[ActObject], held: Container[str] = ()) -> Iterator[ActId]:
    """The identifier of each act in turn: a second paper act with the same number and suffix gets `~2`, a third `~3`.

    In a version an act that gives its identifier keeps it, and a new one gets none that is `held`.
    """
    seen: Counter[tuple[int, str]] = Counter()
    for act in acts:
        if "id" in act:
            yield ActId.parse(str(act["id"]))
            continue
        key = (cast(int, act["number"]), str(act.get("suffix", "")))
        seen[key] += 1
        while str(ActId(series, *key, ordinal=seen[key])) in held:
            seen[key] += 1
        yield ActId(series, *key, ordinal=seen[key])
