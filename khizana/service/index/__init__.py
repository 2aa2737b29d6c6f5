"""Catalogue and index: made to follow the ledger, made anew, compared with it."""
