"""Rules on bags and METS that others made."""
