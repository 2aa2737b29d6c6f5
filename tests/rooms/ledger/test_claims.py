"""Claims: of several who want the same thing one gets it, who is named, and nothing is claimed by the dead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive.ledger.claims import FolderClaims
from archive.ledger.lock import Locked

HOLD = """
import sys, time
from pathlib import Path
from archive.ledger.claims import FolderClaims
with FolderClaims(Path(sys.argv[1]), lambda: "process 42 on archive-1: khizana ingest").hold(["births-1987", "deaths-1987"]):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def claims(tmp_path: Path) -> FolderClaims:
    return FolderClaims(tmp_path / "claims", lambda: "me")


def test_names_who_claims_a_thing_and_forgets_the_dead(claims: FolderClaims, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "claims")], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Locked) as refused, claims.hold(["births-1988", "deaths-1987"]):
            pytest.fail("two claim the same register")
        with claims.hold(["births-1988"]):
            pass
        other.kill()

    assert refused.value.holder == "process 42 on archive-1: khizana ingest"
    with claims.hold(["deaths-1987"]):
        assert len(list((tmp_path / "claims").iterdir())) == 1


def test_claims_all_or_nothing(claims: FolderClaims) -> None:
    with claims.hold(["a"]):
        with pytest.raises(Locked, match="is held by me"), claims.hold(["b", "a"]):
            pytest.fail("two claim the same register")

        with claims.hold(["b"]):
            pass


def test_is_free_again_after_use_and_after_a_failure(claims: FolderClaims, tmp_path: Path) -> None:
    with claims.hold(["a"]):
        pass
    with pytest.raises(ZeroDivisionError), claims.hold(["a"]):
        raise ZeroDivisionError

    assert list((tmp_path / "claims").iterdir()) == []
    with claims.hold(["a"]):
        pass


def test_a_living_claim_is_not_swept_away_by_others(claims: FolderClaims, tmp_path: Path) -> None:
    with claims.hold(["a"]):
        with claims.hold(["b"]):
            pass

        with pytest.raises(Locked), claims.hold(["a"]):
            pytest.fail("a living claim was swept away")
