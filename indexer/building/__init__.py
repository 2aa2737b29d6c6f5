"""Catalogue and index kept at the head of the ledger, compared with the packages, built anew."""
