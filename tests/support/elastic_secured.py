"""An Elasticsearch of tests that is guarded as an operator's: a certificate of an authority of its own, passwords, API keys."""

from __future__ import annotations

import base64
import os
import secrets
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast
from urllib.request import HTTPSHandler, build_opener

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support import elastic_plugin, elastic_program
from tests.support.elasticsearch import Access, asked, cluster

OPERATOR = "operator"
"""Who may do anything, as `elastic` may on a server that made its own password."""


@dataclass(frozen=True, slots=True)
class Secured:
    """A guarded node: where it answers, the certificate of who signed its own, and the operator's password."""

    url: str
    ca: Path
    access: Access = field(repr=False)
    password: str = field(repr=False)

    def asked(self, path: str, method: str = "GET", body: object = None) -> Any:
        """One question of the operator's."""
        return asked(self.url, path, method, body, access=self.access)

    def key(self, request: Mapping[str, Any]) -> str:
        """An API key as docs/search.md asks for one."""
        return str(cast("dict[str, str]", self.asked("_security/api_key", "POST", request))["encoded"])


@contextmanager
def secured() -> Iterator[Secured]:
    """A node with TLS and users, as long as the block lasts."""
    password = secrets.token_urlsafe(24)
    with cluster(1, lambda program, config: _guard(program, config, password)) as (node,):
        yield Secured(node.url, node.folder / "config" / "certs" / "ca.crt", node.access, password)


def _guard(program: Path, config: Path, password: str) -> Access:
    certs = config / "certs"
    certify(certs)
    _let_in(program, config, password)
    opener = build_opener(HTTPSHandler(context=ssl.create_default_context(cafile=str(certs / "ca.crt"))))
    basic = base64.b64encode(f"{OPERATOR}:{password}".encode()).decode()
    opener.addheaders = [("Authorization", f"Basic {basic}")]
    lines = (
        "xpack.security.enabled: true",
        "xpack.security.http.ssl.enabled: true",
        "xpack.security.http.ssl.key: certs/node.key",
        "xpack.security.http.ssl.certificate: certs/node.crt",
        # One node on loopback speaks to no other.
        "xpack.security.transport.ssl.enabled: false",
    )
    return Access("https", opener, lines, elastic_plugin.completed(program, config.parents[1] / "guarded"))


def _let_in(program: Path, config: Path, password: str) -> None:
    """Elastic's own program writes the operator into the configuration."""
    environment = {
        "PATH": os.environ["PATH"],
        "ES_JAVA_HOME": str(elastic_program.java()),
        "ES_PATH_CONF": str(config),
    }
    command = [program / "bin" / "elasticsearch-users", "useradd", OPERATOR, "-p", password, "-r", "superuser"]
    subprocess.run(command, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def certify(folder: Path) -> None:
    """An authority (`ca.crt`), whose key is kept nowhere, and a node of 127.0.0.1 that it signed (`node.crt`, `node.key`)."""
    folder.mkdir()
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _named("Authority of a test")
    trusted = _certificate(root, root, authority.public_key(), authority, x509.BasicConstraints(ca=True, path_length=0))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = _certificate(_named("Node of a test"), root, key.public_key(), authority, here)
    (folder / "ca.crt").write_bytes(trusted)
    (folder / "node.crt").write_bytes(signed)
    (folder / "node.key").touch(0o600)
    (folder / "node.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    says: x509.ExtensionType,
) -> bytes:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(says, critical=False)
        .sign(signer, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)
