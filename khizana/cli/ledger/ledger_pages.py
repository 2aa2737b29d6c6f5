"""How the answers about the custody book look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.outcome import LedgerHead
from khizana.service.ledger_proofs.accepted_loss import LossAccepted
from khizana.service.ledger_proofs.book import CheckpointGiven, GrowthProved, InclusionProved, LedgerVerified
from khizana.service.ledger_proofs.key_change import KeyRotated
from khizana.service.ledger_proofs.lost_key import KeyAdopted
from khizana.service.ledger_proofs.proof_check import GrowthChecked, InclusionChecked
from khizana.service.ledger_proofs.stamps import CheckpointStamped
from khizana.service.ledger_proofs.witness import CheckpointSigned, LogWatched, WitnessMade
from khizana.service.ledger_proofs.witnessed import CheckpointKept, Countersigned, WitnessState


def ledger_line(console: Console, head: LedgerHead, speaker: Speaker) -> None:
    """Where the ledger stands."""
    console.print(speaker.say("ledger.at", **fields(head)))


def verified(console: Console, answer: LedgerVerified, speaker: Speaker) -> None:
    """`ledger verify`."""
    if not answer.intact or answer.ledger is None or answer.witnessed is None:
        _bad(console, speaker, "ledger.damaged", problem=answer.problem)
        return
    _good(console, speaker, "ledger.intact", **fields(answer.ledger))
    for checkpoint in answer.compared:
        _good(console, speaker, "ledger.agrees", **fields(checkpoint))
    for change in answer.keys:
        _say(console, speaker, f"ledger.key_{change.outcome}", **fields(change))
        if not change.vouched:
            _warn(console, speaker, "ledger.key_unvouched", **fields(change))
    for stamp in answer.stamps:
        _say(console, speaker, "ledger.stamp" if stamp.verified else "ledger.stamp_unverified", **fields(stamp))
    witnessed(console, answer.witnessed, speaker)


def witnessed(console: Console, state: WitnessState, speaker: Speaker) -> None:
    """Since when nobody but ourselves has vouched for the ledger."""
    if state.contradicted:
        _bad(console, speaker, "ledger.contradicted", **fields(state.contradicted))
    elif state.position is None:
        _warn(console, speaker, "ledger.never_witnessed", **fields(state))
    elif state.unwitnessed:
        _warn(console, speaker, "ledger.unwitnessed_since", **fields(state))
    else:
        _good(console, speaker, "ledger.witnessed", **fields(state))


def checkpoint(console: Console, answer: CheckpointGiven, speaker: Speaker) -> None:
    """`ledger checkpoint`: the note itself, so that it can be sent on."""
    console.print(escape(answer.checkpoint), end="")
    if answer.file:
        _written(console, answer.file, speaker)


def proved(console: Console, answer: InclusionProved, speaker: Speaker) -> None:
    """`ledger prove`."""
    _say(console, speaker, "proof.made", **fields(answer))
    if not answer.witnessed:
        _warn(console, speaker, "proof.unwitnessed")
    _written(console, answer.file, speaker)


def checked(console: Console, answer: InclusionChecked, speaker: Speaker) -> None:
    """`ledger check-proof`."""
    entry = answer.entry
    if not answer.holds or answer.ledger is None or entry is None:
        _bad(console, speaker, "proof.fails", problem=answer.problem)
        return
    _good(console, speaker, "proof.holds", position=answer.position, origin=answer.origin, **fields(answer.ledger))
    _say(console, speaker, "proof.entry", type=entry["type"], subject=entry["subject"], time=entry["time"])
    _seen(console, answer.witnessed, speaker)
    if answer.package:
        _good(console, speaker, "proof.package", **answer.package)


def grown(console: Console, answer: GrowthProved, speaker: Speaker) -> None:
    """`ledger growth`."""
    _say(console, speaker, "growth.made", old=answer.old, size=answer.ledger.size)
    _written(console, answer.file, speaker)


def checked_growth(console: Console, answer: GrowthChecked, speaker: Speaker) -> None:
    """`ledger check-growth`."""
    if not answer.holds or answer.ledger is None:
        _bad(console, speaker, "proof.fails", problem=answer.problem)
        return
    _good(console, speaker, "growth.holds", old=answer.old, origin=answer.origin, **fields(answer.ledger))
    _seen(console, answer.witnessed, speaker)


def received(console: Console, answer: CheckpointKept, speaker: Speaker) -> None:
    """`ledger witness`."""
    if answer.kept is None:
        _bad(console, speaker, "ledger.damaged", problem=answer.problem)
    else:
        _good(console, speaker, "ledger.received", **fields(answer))


def stamped(console: Console, answer: CheckpointStamped, speaker: Speaker) -> None:
    """`ledger timestamp`."""
    _good(console, speaker, "ledger.stamped", size=answer.ledger.size, time=answer.time)
    _written(console, answer.file, speaker)


def changed(console: Console, answer: KeyRotated | KeyAdopted, speaker: Speaker) -> None:
    """`ledger rotate-key`."""
    for key in ("ledger.key_changed", "ledger.key_next"):
        _say(console, speaker, key, **fields(answer))


def adopted(console: Console, answer: KeyAdopted, speaker: Speaker) -> None:
    """`ledger adopt-key`."""
    if answer.problem:
        _bad(console, speaker, "ledger.damaged", problem=answer.problem)
    elif not answer.changed:
        _say(console, speaker, "ledger.key_waits", by=", ".join(answer.signed_by), request=answer.request)
    else:
        changed(console, answer, speaker)
        _warn(console, speaker, "ledger.key_vouch", handover=answer.handover)


def accepted(console: Console, answer: LossAccepted, speaker: Speaker) -> None:
    """`ledger accept-loss`."""
    if not answer.accepted:
        _say(console, speaker, "ledger.key_waits", by=", ".join(answer.signed_by), request=answer.request)
        return
    _warn(console, speaker, "ledger.loss_accepted", **fields(answer))
    for package in answer.packages:
        console.print(f"  {escape(package)}")


def witness_made(console: Console, answer: WitnessMade, speaker: Speaker) -> None:
    """`witness init`."""
    _say(console, speaker, "witness.made", **fields(answer))


def watched(console: Console, answer: LogWatched, speaker: Speaker) -> None:
    """`witness trust`."""
    _say(console, speaker, "witness.watches", **fields(answer))


def witness_signed(console: Console, answer: CheckpointSigned, speaker: Speaker) -> None:
    """`witness sign`."""
    if answer.signed:
        _good(console, speaker, "witness.signed", **fields(answer))
    else:
        _bad(console, speaker, "witness.refused", problem=answer.problem)


def _seen(console: Console, witnessed: Countersigned | None, speaker: Speaker) -> None:
    if witnessed:
        _good(console, speaker, "proof.witnessed", **fields(witnessed))


def _written(console: Console, file: str, speaker: Speaker) -> None:
    _say(console, speaker, "file.written", file=file)


def _say(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(escape(speaker.say(key, **params)))


def _good(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(f"[green]{escape(speaker.say(key, **params))}[/]")


def _warn(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(f"[yellow]{escape(speaker.say(key, **params))}[/]")


def _bad(console: Console, speaker: Speaker, key: str, /, **params: object) -> None:
    console.print(f"[bold red]{escape(speaker.say(key, **params))}[/]")
