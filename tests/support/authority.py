"""A time-stamping authority on loopback: OpenSSL's own (`openssl ts`), behind the smallest HTTP server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ tsa_ext ]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = CA:FALSE
[ ca_ext ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Where it is reached, and the certificate to trust."""

    url: str
    ca: Path


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def certified(folder: Path, name: str = "Test Authority") -> Path:
    """Keys and certificates of a root and of the authority below it; the root's certificate."""
    folder.mkdir(parents=True)
    config = folder / "openssl.cnf"
    config.write_text(_CONFIG.format(folder=folder), encoding="ascii")
    (folder / "serial").write_text("01\n", encoding="ascii")
    elliptic = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256")
    _openssl(
        "req", "-x509", *elliptic, "-keyout", folder / "ca.key", "-out", folder / "ca.pem", "-days", "30", "-subj",
        f"/CN={name} Root", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    _openssl(
        "req", "-new", *elliptic, "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr", "-subj", f"/CN={name}"
    )
    _openssl(
        "x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-days", "30",
        "-CAcreateserial", "-extfile", config, "-extensions", "tsa_ext", "-out", folder / "tsa.pem", "-sha256",
    )  # fmt: skip
    return folder / "ca.pem"


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """A real authority that answers on a free port of this machine until the block ends."""
    ca = certified(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query").write_bytes(query)
            _openssl(
                "ts", "-reply", "-config", folder / "openssl.cnf", "-section", "tsa_config",
                "-queryfile", folder / "query", "-out", folder / "reply",
            )  # fmt: skip
            answer(self, (folder / "reply").read_bytes())

        def log_message(self, *_: object) -> None:
            """Nothing on the tests' screen."""

    with served(Handler) as url:
        yield Authority(url, ca)


def answer(handler: BaseHTTPRequestHandler, content: bytes, kind: str = "application/timestamp-reply") -> None:
    """Send a response whole."""
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server on a free port; it is gone when the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsr"
        finally:
            server.shutdown()
            thread.join()
