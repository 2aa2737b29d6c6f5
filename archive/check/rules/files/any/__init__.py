"""Rules on any file."""
