"""A real Elasticsearch for tests: nodes on loopback, killed when a test wants it, stopped with the tests."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import OpenerDirector, build_opener

from tests.support import elastic_program
from tests.support.elastic_program import NOBODY

PATIENCE = 120.0
"""Seconds for a node to answer."""

JAVA_OPTIONS = "-Xms256m -Xmx256m -XX:TieredStopAtLevel=1"
"""As small as it runs; the quick compiler, because tests are short. KHIZANA_ELASTIC_JAVA is for benchmarks."""


@dataclass(frozen=True, slots=True)
class Access:
    """How a node is asked, and the lines of its configuration that say so."""

    scheme: str = "http"
    opener: OpenerDirector = field(default_factory=build_opener, repr=False)
    lines: tuple[str, ...] = ("xpack.security.enabled: false",)
    program: Path | None = None
    """Where it is started from, when it is not the distribution as it lies."""


def everybody(program: Path, config: Path) -> Access:
    """Whoever comes may do anything."""
    return Access()


@dataclass(slots=True)
class Node:
    """One node, with its own configuration, data and logs in `folder`; its ports stay the same when it is started again."""

    program: Path
    folder: Path
    http: int
    transport: int
    access: Access = field(default_factory=Access)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"{self.access.scheme}://127.0.0.1:{self.http}"

    def start(self) -> None:
        """Start it, without waiting until it answers. In a process group of its own, which ends with it."""
        environment = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(elastic_program.java()),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "ES_JAVA_OPTS": os.environ.get("KHIZANA_ELASTIC_JAVA", JAVA_OPTIONS),
        }
        command = [
            *elastic_program.as_somebody(),
            str(self.program / "bin" / "elasticsearch"),
            "-p",
            str(self._written),
        ]
        self._written.unlink(missing_ok=True)
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=self.program,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def _written(self) -> Path:
        return self.folder / "tmp" / "pid"

    @property
    def pid(self) -> int:
        """The process that serves, which is not the one that was started."""
        return int(self._written.read_text())

    def kill(self) -> None:
        """End it at once, as a power cut would; what it had not written is lost."""
        os.kill(self.pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        if process.poll() is None:
            process.send_signal(how)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # The group is ours alone: who was started as the leader of a session leaves nobody behind.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    def wait(self, nodes: int = 1) -> None:
        """Until it answers that so many nodes are together and every first copy is there."""
        asked = f"{self.url}/_cluster/health?wait_for_status=yellow&wait_for_nodes=%3E%3D{nodes}&timeout=5s"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                with self.access.opener.open(asked, timeout=10) as answer:
                    if answer.status == 200:
                        return
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        raise RuntimeError(f"Elasticsearch does not answer at {self.url}; it said: {self.said()}")

    def said(self) -> str:
        return (self.folder / "output").read_text("utf-8", errors="replace")[-4000:]


def _ports(number: int) -> list[int]:
    """Ports of loopback that were free a moment ago."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def cluster(nodes: int = 1, guard: Callable[[Path, Path], Access] = everybody) -> Iterator[list[Node]]:
    """Nodes that answer whom `guard` lets; all are ended, and everything they wrote is removed, when the block is left."""
    program = elastic_program.distribution()
    roots = [Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/tmp")]
    root = next(one for one in roots if elastic_program.reachable(one))
    home = Path(tempfile.mkdtemp(prefix="khizana-elasticsearch-", dir=root))
    home.chmod(0o755)
    made: list[Node] = []
    try:
        program = elastic_program.copied(program, home / "program")
        ports = _ports(2 * nodes)
        seeds = [f"127.0.0.1:{port}" for port in ports[nodes:]]
        for number in range(nodes):
            folder = home / f"node{number}"
            access = _configure(program, folder, number, ports[number], seeds, guard)
            made.append(Node(access.program or program, folder, ports[number], ports[nodes + number], access))
        for node in made:
            node.start()
        for node in made:
            node.wait(nodes)
        yield made
    finally:
        for node in made:
            node.stop()
        shutil.rmtree(home)


def asked(
    url: str, path: str, method: str = "GET", body: object = None, patience: float = 30, access: Access | None = None
) -> object:
    """One question to a server, past any client of ours: how a test looks, or meddles, behind our back."""
    sent = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{url}/{path}", sent, {"Content-Type": "application/json"} if sent else {}, method=method
    )
    with (access or Access()).opener.open(request, timeout=patience) as answer:
        return json.loads(answer.read() or b"null")


def bulk(url: str, index: str, lines: Sequence[object]) -> None:
    """Many changes to an index at once, which are then shown."""
    sent = "".join(json.dumps(line) + "\n" for line in lines).encode()
    headers = {"Content-Type": "application/x-ndjson"}
    request = urllib.request.Request(f"{url}/{index}/_bulk?refresh=true", sent, headers, method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        done = json.loads(answer.read())
    if done["errors"]:
        raise RuntimeError(f"Elasticsearch refused a change: {str(done['items'])[:400]}")


def remove(url: str, prefix: str) -> None:
    """Remove every index whose name begins so."""
    found = asked(url, "_cat/indices?format=json&h=index&expand_wildcards=all")
    names = [one["index"] for one in found] if isinstance(found, list) else []
    for name in names:
        if name.startswith(prefix):
            asked(url, name, "DELETE")


def _configure(
    program: Path, folder: Path, number: int, http: int, seeds: list[str], guard: Callable[[Path, Path], Access]
) -> Access:
    """A configuration of its own: no limits by disk, nothing that is asked outside this machine."""
    config = folder / "config"
    shutil.copytree(program / "config", config)
    access = guard(program, config)
    together = (
        ["discovery.type: single-node"]
        if len(seeds) == 1
        else [
            f"discovery.seed_hosts: [{', '.join(seeds)}]",
            f"cluster.initial_master_nodes: [{', '.join(f'node{one}' for one in range(len(seeds)))}]",
        ]
    )
    lines = [
        f"cluster.name: khizana-tests-{http if len(seeds) == 1 else seeds[0].rpartition(':')[2]}",
        f"node.name: node{number}",
        "network.host: 127.0.0.1",
        f"http.port: {http}",
        f"transport.port: {seeds[number].rpartition(':')[2]}",
        f"path.data: {folder / 'data'}",
        f"path.logs: {folder / 'logs'}",
        f"path.repo: [{folder.parent / 'snapshots'}]",
        *access.lines,
        "cluster.routing.allocation.disk.threshold_enabled: false",
        "action.destructive_requires_name: false",
        *together,
    ]
    (config / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
    options = config / "jvm.options"
    kept = [line for line in options.read_text().splitlines() if not line.startswith(("-Xlog:gc", "-XX:+HeapDump"))]
    options.write_text("\n".join(kept) + "\n")
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir()
    snapshots = folder.parent / "snapshots"
    snapshots.mkdir(exist_ok=True)
    (folder / "output").touch()
    if os.getuid() == 0:
        for one in (folder, snapshots, *folder.rglob("*")):
            os.chown(one, NOBODY, NOBODY, follow_symlinks=False)
    return access
