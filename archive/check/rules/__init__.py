"""The rules: each answers one question about measured facts."""
