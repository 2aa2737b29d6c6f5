"""Rules on page images."""
