"""Derived: can be deleted and rebuilt from packages and ledger."""
