"""METS (CSIP)."""
