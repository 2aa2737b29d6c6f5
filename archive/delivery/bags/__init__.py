"""Bags of others (RFC 8493)."""
