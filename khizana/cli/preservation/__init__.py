"""Copies: replicas, backups, repair; and how well all is preserved."""
