"""The key files of a ledger: `<name>.key` signs and is secret, `<name>.pub` lets anyone verify."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from archive.errors import ArchiveError
from archive.ledger.keys.checkpoint import InvalidKey, SignatureKind, Signer, Verifier
from archive.model.message import sentence, tell

_NEED = {
    SignatureKind.LOG: ("appending to the ledger needs its signing key", "reading the ledger needs its verifier key"),
    SignatureKind.WITNESS: (
        "signing needs the witness's signing key",
        "what a witness signed is read with its verifier key",
    ),
}


class KeyUnusable(ArchiveError, ValueError):
    """A key file is missing, unreadable, already there or no key; names the file and the remedy."""


def verifier_path(key: Path) -> Path:
    """Where the verifier key lies: beside the signing key."""
    return key.with_suffix(".pub")


def new_signer(origin: str, kind: SignatureKind = SignatureKind.LOG) -> Signer:
    """A new signing key, nowhere written yet. KeyUnusable when the name cannot be one."""
    signer = Signer(origin, secrets.token_bytes(32), kind)
    try:
        str(signer.verifier)
    except InvalidKey as error:
        raise KeyUnusable(sentence(error)) from None
    return signer


def generate(key: Path, origin: str, kind: SignatureKind = SignatureKind.LOG) -> Verifier:
    """Make a signing key that only its owner may read, and the verifier key beside it. KeyUnusable when one is there."""
    signer = new_signer(origin, kind)
    verifier = signer.verifier
    if key.suffix == ".pub":
        raise KeyUnusable(tell("{key} would be taken for a verifier key: name the signing key .key", key=key))
    for path in (key, verifier_path(key)):
        if os.path.lexists(path):
            raise KeyUnusable(
                tell("{path} exists and is not overwritten: a ledger may depend on it; choose another name", path=path)
            )
    _write_new(key, f"{signer.encoded()}\n", 0o600)
    _write_new(verifier_path(key), f"{verifier}\n", 0o644)
    return verifier


def read_signer(key: Path, kind: SignatureKind = SignatureKind.LOG) -> Signer:
    """The signing key in a file; KeyUnusable."""
    try:
        return Signer.parse(_read(key, _NEED[kind][0]).strip(), kind)
    except InvalidKey as error:
        raise KeyUnusable(tell("{key}: {error}", key=key, error=error)) from None


def read_verifier(path: Path, kind: SignatureKind = SignatureKind.LOG) -> Verifier:
    """The verifier key in a file; KeyUnusable."""
    try:
        return Verifier.parse(_read(path, _NEED[kind][1]).strip(), kind)
    except InvalidKey as error:
        raise KeyUnusable(tell("{path}: {error}", path=path, error=error)) from None


def _read(path: Path, need: str) -> str:
    try:
        return path.read_text("ascii")
    except OSError as error:
        raise KeyUnusable(
            tell("{path} could not be read ({strerror}): {need}", path=path, strerror=error.strerror, need=need)
        ) from None
    except UnicodeDecodeError:
        raise KeyUnusable(tell("{path} holds no key: {need}", path=path, need=need)) from None


def _write_new(path: Path, text: str, mode: int) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
