"""Random damages of every kind, all repaired bit for bit; what was damaged is kept. `make faults` does a thousand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from archive.audit.fixity import verify_package
from archive.audit.fixity_run import verify_document
from archive.audit.outcome import Intact, Word
from archive.life.documents import named_in
from archive.repair import Outcome, Repaired, repair_document, repair_package
from khizana.wiring.opening import open_archive
from khizana.wiring.session import store_named
from tests.faults.conftest import LONG
from tests.support.damaging import damage_document, damage_file, damage_whole, seen
from tests.support.replicated import Replicated, replicated

DAMAGES = 1000 if LONG else 120
A_ROUND = 6
SEED = 20261122
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("repaired")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Replicated:
    made = replicated(tmp_path_factory.mktemp("repaired"))
    assert made.call("replica", "sync").code == 0
    return made


def quarantined(root: Path, name: str, case: str) -> dict[str, tuple[int, bytes]]:
    found = list((root / "quarantine" / name / case).glob("damaged-*"))
    return seen(found[0]) if found else {}


def modeless(found: dict[str, tuple[int, bytes]]) -> dict[str, bytes]:
    return {path: content for path, (_, content) in found.items()}


def test_random_damages_are_all_repaired_and_kept(made: Replicated) -> None:
    chance = random.Random(SEED)
    archive = open_archive(made.root)
    packages, documents = named_in(archive.ledger.since(0))
    kinds: list[str] = []
    rounds = 0
    while len(kinds) < DAMAGES:
        rounds += 1
        case = f"round-{rounds}"
        hurt, healthy = ("main", "b") if rounds % 2 else ("b", "main")
        store, source = store_named(archive, hurt), store_named(archive, healthy)
        root = (made.root if hurt == "main" else made.replica) / "store"
        whole = seen(root / "packages") | seen(root / "documents")
        before = {name: seen(store.folder(name)) for name in packages}
        victims: set[str] = set()
        for _ in range(A_ROUND):
            victim = chance.choice([*packages] if chance.random() < 0.8 else [*documents])
            if isinstance(victim, str):
                if chance.random() < 0.1 and victim not in victims:
                    kinds.append(damage_whole(store.folder(victim), chance))
                elif store.folder(victim).is_dir() and any(store.folder(victim).iterdir()):
                    kinds.append(damage_file(store.folder(victim), chance))
                victims.add(victim)
            elif str(victim) not in victims:
                kinds.append(damage_document(root / "documents" / "sha256" / victim.hex[:2] / victim.hex, chance))
                victims.add(str(victim))
        damaged = {name: seen(store.folder(name)) for name in packages}
        # One damage may undo another: an extra file that is removed again.
        victims -= {name for name in packages if damaged[name] == before[name]}

        done: list[Repaired] = [
            repair_package(name, digest, store, source, case) for name, digest in packages.items()
        ] + [repair_document(digest, store, source, case) for digest in documents]

        told = {one.subject for one in done if one.outcome is not Outcome.INTACT}
        assert {one.outcome for one in done} <= {Outcome.INTACT, Outcome.REPAIRED, Outcome.RESTORED}, done
        assert told == victims, (kinds[-A_ROUND:], told ^ victims)
        assert seen(root / "packages") | seen(root / "documents") == whole, kinds[-A_ROUND:]
        for name, digest in packages.items():
            audit = verify_package(name, digest, store.files(name))
            assert (audit.word, audit.warnings) == (Word.INTACT, 0)
            if name in victims:
                assert modeless(quarantined(root, name, case)) == modeless(damaged[name])
        assert all(isinstance(verify_document(digest, store), Intact) for digest in documents)
        assert not any((root / "staging").iterdir())
    print(f"{len(kinds)} damages in {rounds} rounds: {sorted((kind, kinds.count(kind)) for kind in set(kinds))}")
