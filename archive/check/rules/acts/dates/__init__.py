"""Rules on the dates of an act."""
