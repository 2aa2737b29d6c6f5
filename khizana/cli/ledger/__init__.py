"""The custody ledger, and its proofs for others."""
