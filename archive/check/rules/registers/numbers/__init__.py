"""Rules on how many acts there are, and their numbers."""
