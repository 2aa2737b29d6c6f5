"""The append-only log: tiles, checkpoints extended, proofs, copies (RFC 6962, C2SP tlog-tiles)."""
