"""Replicas, repair, backup and restore."""
