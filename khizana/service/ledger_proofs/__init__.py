"""The ledger told to others: proofs, witnesses, time stamps, keys and their changes."""
