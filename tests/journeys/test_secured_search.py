"""An archive whose index is on a guarded Elasticsearch, set up and kept as docs/search.md says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli import khizana
from tests.support.commons_ip import missing
from tests.support.elastic_secured import OPERATOR, Secured, secured
from tests.support.versions import archive_of_template

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("elasticsearch")]


@pytest.fixture(scope="module")
def server() -> Iterator[Secured]:
    with secured() as running:
        yield running


@pytest.fixture(scope="module")
def archive(server: Secured, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that was moved to the server: key and certificate in files, and a reindex."""
    made = archive_of_template(tmp_path_factory.mktemp("guarded"))
    request = json.loads((ROOT / "deploy" / "elasticsearch" / "api-key.json").read_bytes())
    (made / "keys" / "search.key").write_text(f"{server.key(request)}\n")
    shutil.copy(server.ca, made / "keys" / "search-ca.crt")
    files = 'api_key_file = "keys/search.key"\nca_file = "keys/search-ca.crt"\n'
    with (made / "archive.toml").open("a") as file:
        file.write(f'\n[search]\nengine = "elasticsearch"\nurl = "{server.url}"\n{files}')
    assert khizana("reindex", "--archive", made).code == 0
    return made


def hits(archive: Path) -> list[str]:
    called = khizana("search", "Mariam lot:lot-5", "--archive", archive, "--json")
    assert called.code == 0, called.err
    return [hit["act"] for hit in called.json["hits"]]


def test_an_archive_searches_with_key_and_certificate_out_of_files(archive: Path) -> None:
    assert hits(archive)
    assert khizana("reconcile", "--archive", archive).code == 0


def test_a_wrong_key_is_said_and_the_key_is_not(archive: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(archive, tmp_path / "other"))
    (other / "keys" / "search.key").write_text("d3Jvbmc6d3Jvbmc=\n")
    called = khizana("search", "Mariam", "--archive", other)

    assert called.code == 1
    assert "API key" in called.err
    assert "d3Jvbmc6d3Jvbmc=" not in called.out + called.err


def blocks() -> list[str]:
    """What docs/search.md tells to type: the folder made known, a snapshot, and the way back."""
    text = (ROOT / "docs" / "search.md").read_text("utf-8")
    return re.findall(r"```sh\n(.*?)```", text[text.index("**Snapshots.**") :], re.DOTALL)


def test_a_snapshot_is_taken_and_put_back_as_the_page_says(archive: Path, server: Secured, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        missing("SNAPSHOTS ARE NOT TRIED: there is no curl; install it")
    (tmp_path / "keys").mkdir()
    shutil.copy(server.ca, tmp_path / "keys" / "search-ca.crt")
    (tmp_path / "operator.netrc").touch(0o600)
    (tmp_path / "operator.netrc").write_text(f"machine 127.0.0.1 login {OPERATOR} password {server.password}\n")

    def typed(*some: str) -> None:
        environment = {"PATH": os.environ["PATH"], "URL": server.url}
        subprocess.run(
            ["bash", "-euc", "\n".join(some)], cwd=tmp_path, env=environment, check=True, capture_output=True
        )

    known, taken, put_back = blocks()
    before = hits(archive)
    typed(known, taken)
    server.asked("khizana-*", "DELETE")
    lost = khizana("search", "Mariam", "--archive", archive)
    typed(known, put_back)

    assert (lost.code, "khizana reindex" in lost.err) == (1, True)
    assert hits(archive) == before != []
    assert khizana("reconcile", "--archive", archive).code == 0
