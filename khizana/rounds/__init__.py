"""Audits of fixity in rounds: what is due, who reads it, what is remembered, recorded, signed and told to monitoring."""
