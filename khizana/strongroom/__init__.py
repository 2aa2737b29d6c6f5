"""Replicas, repair by two people, backup and restore."""
