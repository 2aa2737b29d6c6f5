"""A package looked at by itself: METS and boxes against its files."""
