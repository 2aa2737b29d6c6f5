"""The key file of a person: readable by its owner alone, and locked with a passphrase where its owner wants that.

A plain file holds the key in the note encoding. A locked one holds a line `origin: <key name>` and an encrypted PKCS #8 key in
PEM (RFC 5958, RFC 7468), which OpenSSL reads too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from archive.ledger.keys.checkpoint import InvalidKey, Signer
from archive.ledger.keys.keys import KeyUnusable
from archive.model.message import tell

_ORIGIN = "origin: "
_OTHERS = 0o077


def write_person_key(path: Path, signer: Signer, passphrase: str | None) -> None:
    """Write the key into a new file of mode 0600, durably; locked when a passphrase is given. KeyUnusable when one is there."""
    content = f"{signer.encoded()}\n".encode() if passphrase is None else _locked(signer, passphrase)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        raise KeyUnusable(
            tell("{path} exists and is not overwritten: name another file for the key", path=path)
        ) from None
    except OSError as error:
        raise KeyUnusable(
            tell(
                "{path} cannot be written ({strerror}): name another file for the key",
                path=path,
                strerror=error.strerror,
            )
        ) from None
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read_person_key(path: Path, passphrase: Callable[[], str]) -> Signer:
    """The key in a file; `passphrase` is asked only for a locked one. KeyUnusable, which never repeats the key."""
    try:
        mode = path.stat().st_mode
        content = path.read_text("ascii")
    except OSError as error:
        raise KeyUnusable(
            tell(
                "{path} could not be read ({strerror}): name your own key file with --key",
                path=path,
                strerror=error.strerror,
            )
        ) from None
    except UnicodeDecodeError:
        raise KeyUnusable(tell("{path} holds no key", path=path)) from None
    if mode & _OTHERS:
        raise KeyUnusable(
            tell("{path} can be read by others, so anyone could sign in your name: chmod 600 {path}", path=path)
        )
    try:
        return _unlocked(path, content, passphrase) if content.startswith(_ORIGIN) else Signer.parse(content.strip())
    except InvalidKey as error:
        raise KeyUnusable(tell("{path}: {error}", path=path, error=error)) from None


def _locked(signer: Signer, passphrase: str) -> bytes:
    if not passphrase:
        raise KeyUnusable("an empty passphrase locks nothing: give one, or leave the key unlocked")
    key = Ed25519PrivateKey.from_private_bytes(signer.seed)
    lock = BestAvailableEncryption(passphrase.encode("utf-8"))
    return f"{_ORIGIN}{signer.origin}\n".encode() + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


def _unlocked(path: Path, content: str, passphrase: Callable[[], str]) -> Signer:
    first, _, pem = content.partition("\n")
    try:
        key = load_pem_private_key(pem.encode("ascii"), passphrase().encode("utf-8"))
    except ValueError:
        raise KeyUnusable(tell("{path} does not open with this passphrase", path=path)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(tell("{path} holds a key of another kind than Ed25519", path=path))
    return Signer(first.removeprefix(_ORIGIN), key.private_bytes_raw())
