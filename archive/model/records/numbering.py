"""Act identifiers are minted here, once, from the order of the acts in a register; from then on they are frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.model.identifiers import ActId, Series
from archive.model.records.act import ActObject
from archive.model.records.register_state import numbered


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The identifiers that acts bear outside a register: `taken` in other parts of the same copy, which none here may get.

    `copied` are those of the same part in another paper copy, by number and suffix: there the same acts have them already.
    """

    taken: frozenset[str] = frozenset()
    copied: Mapping[tuple[int, str], Sequence[str]] = field(default_factory=dict)


NOWHERE = Elsewhere()


def act_ids(
    series: Series, acts: Iterable[ActObject], held: Container[str] = (), elsewhere: Elsewhere = NOWHERE
) -> Iterator[ActId]:
    """The identifier of each act in turn: a second paper act with the same number and suffix gets `~2`, a third `~3`.

    So does one whose number an earlier part has. In a version an act that gives its identifier keeps it, and a new one gets none
    that is `held`. An act of another paper copy gets the identifier that its copy has.
    """
    seen: Counter[tuple[int, str]] = Counter()
    given: set[str] = set()
    for act in acts:
        if "id" in act:
            yield ActId.parse(str(act["id"]))
            continue
        key = numbered(act)
        copied = (one for one in elsewhere.copied.get(key, ()) if one not in given)
        found = next((one for one in copied if one not in held and one not in elsewhere.taken), None)
        while found is None:
            seen[key] += 1
            minted = str(ActId(series, *key, ordinal=seen[key]))
            found = None if minted in held or minted in elsewhere.taken or minted in given else minted
        given.add(found)
        yield ActId.parse(found)
