"""Signatures: notes, checkpoints, the keys of archive and people (C2SP signed-note)."""
