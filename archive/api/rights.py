"""What this process may do in an archive: write, record, sign; and who may look into one."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from archive.archive_folder import ArchiveFolder
from archive.ledger.keys.checkpoint import Signer, Verifier
from archive.ledger.keys.keys import KeyUnusable, read_signer
from archive.model.message import tell


def may_write(made: ArchiveFolder) -> bool:
    """Whether this process may write in the archive; one that may only be read is searched and audited all the same."""
    return os.access(made.root, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def may_record(made: ArchiveFolder) -> bool:
    """Whether this process may append to the ledger: it may write there, and read the signing key."""
    return may_write(made) and os.access(made.key, os.R_OK)


def signer_of(found: ArchiveFolder, verifier: Verifier) -> Signer | None:
    """The signing key; None where it is not here or not ours, or where a change of keys is about to put the next in its place."""
    if not os.access(found.key, os.R_OK):
        return None
    signer = read_signer(found.key)
    if signer.verifier == verifier:
        return signer
    if found.next_key.exists():
        return None
    raise KeyUnusable(
        tell(
            "{key} and {verifier} do not belong together: restore the pair from one backup",
            key=found.key,
            verifier=found.verifier,
        )
    )


def close(folder: Path, group: int | None) -> None:
    """Close a folder to others than its owner; the members of a group may look into it where one is named."""
    if group is not None:
        os.chown(folder, -1, group)
    folder.chmod(0o700 if group is None else 0o750)


def sealing_key(found: ArchiveFolder) -> bytes:
    """Known to whoever may sign entries, and to nobody else; empty where the signing key is not at hand."""
    with suppress(KeyUnusable):
        return sha256(b"khizana holdings\n" + read_signer(found.key).seed).digest()
    return b""
