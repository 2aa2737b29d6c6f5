"""Audits of fixity: what is due, who reads it, what is remembered, recorded, signed and told to monitoring."""
