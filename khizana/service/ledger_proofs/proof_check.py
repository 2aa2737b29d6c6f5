"""Proofs checked by a stranger: with a file and a verifier key, and with no archive at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from archive.api.sources import package_in
from archive.audit.audit_json import package_audit
from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.ledger.entry import Entry
from archive.ledger.evidence.proof_file import GrowthProof, InclusionProof, InvalidProof
from archive.ledger.evidence.witness import read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Verifier, head_in, read
from archive.ledger.keys.keys import read_verifier
from archive.ledger.keys.note import InvalidNote, split
from archive.ledger.log.proof import extends, includes
from archive.ledger.log.tree import leaf_hash
from archive.ledger.port import Head
from archive.model.json import read_json
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit, UsageError
from khizana.outcome import Answer, Document, LedgerHead, Outcome
from khizana.service.ledger_proofs.witnessed import Countersigned


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionChecked(Answer):
    """Whether an inclusion proof holds, the entry that it proves, and the package that was compared with it."""

    command: Literal["ledger check-proof"] = "ledger check-proof"
    holds: bool = False
    problem: str | None = None
    ledger: LedgerHead | None = None
    origin: str | None = None
    witnessed: Countersigned | None = None
    position: int | None = None
    entry: Document | None = None
    package: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthChecked(Answer):
    """Whether a consistency proof holds, from so many `old` entries to the newer head."""

    command: Literal["ledger check-growth"] = "ledger check-growth"
    holds: bool = False
    problem: str | None = None
    old: int | None = None
    ledger: LedgerHead | None = None
    origin: str | None = None
    witnessed: Countersigned | None = None


@dataclass(frozen=True, slots=True)
class _Signed:
    """The head that a checkpoint signs, of which log, and the witness that countersigned it."""

    head: Head
    origin: str
    witnessed: Countersigned | None


class Fails(ValueError):
    """What was to be proved is not proved; says at which step."""


def check_inclusion(
    file: Path, key: Path | None, witness_key: Path | None, package: Path | None
) -> Outcome[InclusionChecked]:
    """Whether the entry in the proof is in the log whose checkpoint these keys signed, and a package is the one it names."""
    log, witness = _keys(key, witness_key)
    try:
        proof = InclusionProof.decode(_content(file))
    except InvalidProof as error:
        raise CannotWork(tell("{file} is no inclusion proof: {error}", file=file, error=error)) from None
    checked = InclusionChecked()
    try:
        signed = _signed(proof.checkpoint, log, witness)
        ledger = LedgerHead.of(signed.head)
        checked = replace(checked, ledger=ledger, origin=signed.origin, witnessed=signed.witnessed)
        if not includes(signed.head, proof.position, leaf_hash(proof.entry), proof.hashes):
            raise Fails(
                tell(
                    "the entry is not the one at position {position} of that ledger: one of them was altered",
                    position=proof.position,
                )
            )
        checked = replace(checked, position=proof.position, entry=_entry(proof))
        if package is not None:
            checked = replace(checked, package=_package(package, proof))
    except Fails as error:
        return Outcome(replace(checked, problem=sentence(error)), Exit.FINDINGS)
    return Outcome(replace(checked, holds=True))


def check_growth(file: Path, old: Path, key: Path | None, witness_key: Path | None) -> Outcome[GrowthChecked]:
    """Whether the log in the newer checkpoint began as the kept, older one."""
    log, witness = _keys(key, witness_key)
    try:
        proof = GrowthProof.decode(_content(file))
    except InvalidProof as error:
        raise CannotWork(tell("{file} is no proof of growth: {error}", file=file, error=error)) from None
    checked = GrowthChecked()
    try:
        before = _signed(_content(old), log, witness).head
        signed = _signed(proof.checkpoint, log, None if log else witness)
        ledger = LedgerHead.of(signed.head)
        checked = GrowthChecked(old=before.size, ledger=ledger, origin=signed.origin, witnessed=signed.witnessed)
        if proof.old != before.size:
            raise Fails(
                tell(
                    "the proof begins at {old} entries, and the kept checkpoint signs {size}",
                    old=proof.old,
                    size=before.size,
                )
            )
        if not extends(before, signed.head, proof.hashes):
            raise Fails(
                tell(
                    "the first {size} entries are not those of the kept checkpoint: the ledger was rewritten",
                    size=before.size,
                )
            )
    except Fails as error:
        return Outcome(replace(checked, problem=sentence(error)), Exit.FINDINGS)
    return Outcome(replace(checked, holds=True))


def _keys(key: Path | None, witness_key: Path | None) -> tuple[Verifier | None, Verifier | None]:
    if key is None and witness_key is None:
        raise UsageError(
            "name whom you trust: the archive's verifier key with --key, or a witness's with --witness-key"
        )
    log = None if key is None else read_verifier(key)
    return log, None if witness_key is None else read_verifier(witness_key, SignatureKind.WITNESS)


def _signed(note: bytes, log: Verifier | None, witness: Verifier | None) -> _Signed:
    """The head that every key that was named signed, and who says so."""
    try:
        text, _ = split(note)
        origin = text.partition("\n")[0]
        head = head_in(text, origin) if log is None else read(note, log)
        seen = None if witness is None else read_witnessed(note, witness, origin)
    except (InvalidCheckpoint, InvalidNote) as error:
        raise Fails(sentence(error)) from None
    return _Signed(head, origin, None if seen is None else Countersigned(seen.witness, seen.time.isoformat()))


def _entry(proof: InclusionProof) -> Document:
    content = read_json(proof.entry)
    if not isinstance(content, Mapping):
        raise Fails("what is proved is no entry of a ledger of this program")
    return content


def _package(folder: Path, proof: InclusionProof) -> Document:
    """The audit of a package against the digest in the proved entry; Fails unless every byte of it is what was recorded."""
    try:
        entry = Entry.decode(proof.entry)
        expected = entry.digests["tagmanifest"]
    except (ValueError, KeyError):
        raise Fails("the entry that is proved is not about a stored package") from None
    audit = verify_package(folder.name, expected, package_in(folder))
    if audit.word is not Word.INTACT:
        raise Fails(
            tell(
                "{folder} is not the package that the entry names, or no longer: {word}; `khizana verify` says more",
                folder=folder,
                word=audit.word,
            )
        )
    return package_audit(audit)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(tell("{path} could not be read: {strerror}", path=path, strerror=error.strerror)) from None
